// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): bind
// @promise  bind needs an integer id, a string, an integer port and a callback; it has no promise.
// @member   sockets.udp.bind.socketId sockets.udp.bind.address sockets.udp.bind.port
// @row      1 2
'use strict';
const message = 'Error in invocation of sockets.udp.bind(integer socketId, string address, integer port, ' +
  'function callback): No matching signature.';
const cb = () => chrome.test.fail('nothing may happen');
chrome.test.runTests([
  function noMatchingSignature() {
    [
      [], ['1', '127.0.0.1', 0, cb], [1, 127, 0, cb], [1, '127.0.0.1', '0', cb], [1, '127.0.0.1', 0.5, cb],
      [1, '127.0.0.1', 0], [1, '127.0.0.1', 0, null], [1, '127.0.0.1', 0, cb, 1]
    ].forEach(args => chrome.test.assertThrows(chrome.sockets.udp.bind, chrome.sockets.udp, args, message));
    chrome.test.succeed();
  }
]);
