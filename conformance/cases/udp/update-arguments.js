// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): update
// @promise  update needs an integer id and an object of properties.
// @member   sockets.udp.update.socketId sockets.udp.update.properties
// @row      1
'use strict';
const signature = 'Error in invocation of sockets.udp.update(' +
  'integer socketId, sockets.udp.SocketProperties properties, optional function callback): ';
chrome.test.runTests([
  function noSuchForm() {
    [[], [1], ['1', {}], [1, null], [1, 'name'], [1, []], [1, {}, 5]].forEach(args => {
      chrome.test.assertThrows(chrome.sockets.udp.update, chrome.sockets.udp, args,
        signature + 'No matching signature.');
    });
    chrome.test.assertThrows(() => chrome.sockets.udp.update(1, {ttl: 5}, () => {}),
      signature + "Error at parameter 'properties': Unexpected property: 'ttl'.");
    chrome.test.succeed();
  }
]);
