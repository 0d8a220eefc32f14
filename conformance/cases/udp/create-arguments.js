// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): create
// @promise  Properties of another name or type are argument errors.
// @member   sockets.udp.create.properties sockets.udp.SocketProperties.bufferSize
// @row      1
'use strict';
const signature = 'Error in invocation of sockets.udp.create(' +
  'optional sockets.udp.SocketProperties properties, optional function callback): ';
const throwsFor = (properties, reason) => {
  chrome.test.assertThrows(() => chrome.sockets.udp.create(properties, () => {}), signature + reason);
};
chrome.test.runTests([
  function errors() {
    throwsFor(5, 'No matching signature.');
    throwsFor('name', 'No matching signature.');
    throwsFor({bogus: 1}, "Error at parameter 'properties': Unexpected property: 'bogus'.");
    throwsFor({bufferSize: '5'}, "Error at parameter 'properties': Error at property 'bufferSize': " +
      'Invalid type: expected integer, found string.');
    throwsFor({bufferSize: 1.5}, "Error at parameter 'properties': Error at property 'bufferSize': " +
      'Invalid type: expected integer, found number.');
    throwsFor({persistent: 1}, "Error at parameter 'properties': Error at property 'persistent': " +
      'Invalid type: expected boolean, found integer.');
    chrome.test.succeed();
  }
]);
