// @doc      chrome.sockets.tcp reference, disconnect
// @promise  disconnect throws at once without an id, and for one that is no integer.
// @member   sockets.tcp.disconnect.socketId
// @row      1
chrome.test.runTests([
  function disconnectArgumentErrors() {
    const tcp = chrome.sockets.tcp, callback = () => {};
    [[], [callback], ['1', callback], [null, callback], [1.5, callback], [1, 'x'], [1, callback, 'extra']]
      .forEach(args => {
        chrome.test.assertThrows(tcp.disconnect, tcp, args, 'Error in invocation of sockets.tcp.disconnect(' +
          'integer socketId, optional function callback): No matching signature.');
      });
    chrome.test.succeed();
  }
]);
