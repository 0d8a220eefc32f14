// @doc      chrome.sockets.tcp reference, getSockets
// @promise  getSockets throws at once for anything but a callback.
// @member   sockets.tcp.getSockets
// @row      1
chrome.test.runTests([
  function getSocketsArgumentErrors() {
    const tcp = chrome.sockets.tcp, callback = () => {};
    [[1], ['x'], [{}], [callback, 1], [1, callback]].forEach(args => {
      chrome.test.assertThrows(tcp.getSockets, tcp, args, 'Error in invocation of sockets.tcp.getSockets(' +
        'optional function callback): No matching signature.');
    });
    chrome.test.succeed();
  }
]);
