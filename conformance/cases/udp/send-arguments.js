// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): send
// @promise  send needs an integer id, binary data, a string, an integer port and a callback; it has no promise.
// @member   sockets.udp.send.socketId sockets.udp.send.data sockets.udp.send.address sockets.udp.send.port
// @row      1 2
'use strict';
const message = 'Error in invocation of sockets.udp.send(integer socketId, binary data, string address, ' +
  'integer port, optional sockets.udp.DnsQueryType dnsQueryType, function callback): No matching signature.';
const cb = () => chrome.test.fail('nothing may happen');
const data = kit.bytes('x');
chrome.test.runTests([
  function noMatchingSignature() {
    [
      [], ['1', data, '127.0.0.1', 9, cb], [1, 'text', '127.0.0.1', 9, cb], [1, [1, 2], '127.0.0.1', 9, cb],
      [1, null, '127.0.0.1', 9, cb], [1, {}, '127.0.0.1', 9, cb], [1, data, 127, 9, cb],
      [1, data, '127.0.0.1', '9', cb], [1, data, '127.0.0.1', 9], [1, data, '127.0.0.1', 9, 'any']
    ].forEach(args => chrome.test.assertThrows(chrome.sockets.udp.send, chrome.sockets.udp, args, message));
    chrome.test.succeed();
  }
]);
