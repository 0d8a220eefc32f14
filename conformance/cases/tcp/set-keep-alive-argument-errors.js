// @doc      chrome.sockets.tcp reference, setKeepAlive
// @promise  setKeepAlive throws at once without a callback, and for a delay that is no integer.
// @member   sockets.tcp.setKeepAlive.socketId sockets.tcp.setKeepAlive.enable sockets.tcp.setKeepAlive.delay
// @row      1
chrome.test.runTests([
  function setKeepAliveArgumentErrors() {
    const tcp = chrome.sockets.tcp, callback = () => {};
    [[], [callback], [1, true], [1, true, 5], [1, callback], ['1', true, callback], [null, true, callback],
      [1, null, callback], [1, 1, callback], [1, 'yes', callback], [1, true, 1.5, callback],
      [1, true, '5', callback], [1, true, 5, null], [1, true, callback, 'extra']].forEach(args => {
      chrome.test.assertThrows(tcp.setKeepAlive, tcp, args, 'Error in invocation of sockets.tcp.setKeepAlive(' +
        'integer socketId, boolean enable, optional integer delay, function callback): No matching signature.');
    });
    chrome.test.succeed();
  }
]);
