// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen
// @promise  listen needs an integer id, a string, an integer port and a callback; the backlog is an integer.
// @member   sockets.tcpServer.listen.socketId sockets.tcpServer.listen.address sockets.tcpServer.listen.port
//           sockets.tcpServer.listen.backlog
// @row      1
'use strict';
const message = 'Error in invocation of sockets.tcpServer.listen(integer socketId, string address, integer port, ' +
  'optional integer backlog, function callback): No matching signature.';
const cb = () => chrome.test.fail('nothing may happen');
chrome.test.runTests([
  function noMatchingSignature() {
    [
      [], [cb], ['1', '127.0.0.1', 0, cb], [1, 127, 0, cb], [1, null, 0, cb], [1, '127.0.0.1', '80', cb],
      [1, '127.0.0.1', 1.5, cb], [1, '127.0.0.1', NaN, cb], [1, '127.0.0.1', null, cb], [1, '127.0.0.1', 0, '5', cb],
      [1, '127.0.0.1', 0, 1.5, cb], [1, '127.0.0.1', 0, {}, cb], [1, '127.0.0.1', 0, 5, cb, 1]
    ].forEach(args => {
      chrome.test.assertThrows(chrome.sockets.tcpServer.listen, chrome.sockets.tcpServer, args, message);
    });
    chrome.test.succeed();
  }
]);
