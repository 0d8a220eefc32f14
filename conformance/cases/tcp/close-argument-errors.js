// @doc      chrome.sockets.tcp reference, close
// @promise  close throws at once without an id, and for one that is no integer.
// @member   sockets.tcp.close.socketId
// @row      1
chrome.test.runTests([
  function closeArgumentErrors() {
    const tcp = chrome.sockets.tcp, callback = () => {};
    [[], [callback], ['1', callback], [null, callback], [1.5, callback], [1, 'x'], [1, callback, 'extra']]
      .forEach(args => {
        chrome.test.assertThrows(tcp.close, tcp, args, 'Error in invocation of sockets.tcp.close(' +
          'integer socketId, optional function callback): No matching signature.');
      });
    chrome.test.succeed();
  }
]);
