// @doc      chrome.sockets.tcp reference, setPaused
// @promise  setPaused throws at once when paused is missing or no boolean.
// @member   sockets.tcp.setPaused.socketId sockets.tcp.setPaused.paused
// @row      1
chrome.test.runTests([
  function setPausedArgumentErrors() {
    const tcp = chrome.sockets.tcp, callback = () => {};
    [[], [callback], [1], [1, callback], ['1', true, callback], [null, true, callback], [1.5, true, callback],
      [1, undefined, callback], [1, null, callback], [1, 1, callback], [1, 'yes', callback], [1, {}, callback],
      [1, true, callback, 'extra']].forEach(args => {
      chrome.test.assertThrows(tcp.setPaused, tcp, args, 'Error in invocation of sockets.tcp.setPaused(' +
        'integer socketId, boolean paused, optional function callback): No matching signature.');
    });
    chrome.test.succeed();
  }
]);
