// @doc      chrome.sockets.tcp reference, send
// @promise  send throws at once without a callback, and for data that is no buffer.
// @member   sockets.tcp.send.socketId sockets.tcp.send.data
// @row      1
chrome.test.runTests([
  function sendArgumentErrors() {
    const tcp = chrome.sockets.tcp, data = kit.bytes('x'), callback = () => {};
    [[], [callback], [1, data], [1, callback], ['1', data, callback], [null, data, callback], [1, undefined, callback],
      [1, null, callback], [1, 'text', callback], [1, 5, callback], [1, {}, callback], [1, [1, 2], callback],
      [1, data, null], [1, data, callback, 'extra']].forEach(args => {
      chrome.test.assertThrows(tcp.send, tcp, args, 'Error in invocation of sockets.tcp.send(' +
        'integer socketId, binary data, function callback): No matching signature.');
    });
    chrome.test.succeed();
  }
]);
