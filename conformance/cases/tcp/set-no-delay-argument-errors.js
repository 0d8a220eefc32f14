// @doc      chrome.sockets.tcp reference, setNoDelay
// @promise  setNoDelay throws at once without a callback, and when noDelay is no boolean.
// @member   sockets.tcp.setNoDelay.socketId sockets.tcp.setNoDelay.noDelay
// @row      1
chrome.test.runTests([
  function setNoDelayArgumentErrors() {
    const tcp = chrome.sockets.tcp, callback = () => {};
    [[], [callback], [1, true], [1, callback], ['1', true, callback], [1, null, callback], [1, 1, callback],
      [1, 'yes', callback], [1, {}, callback], [1, true, null], [1, true, callback, 'extra']].forEach(args => {
      chrome.test.assertThrows(tcp.setNoDelay, tcp, args, 'Error in invocation of sockets.tcp.setNoDelay(' +
        'integer socketId, boolean noDelay, function callback): No matching signature.');
    });
    chrome.test.succeed();
  }
]);
