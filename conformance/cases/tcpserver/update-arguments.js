// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): update
// @promise  update needs an integer id and an object of properties; anything else throws before something happens.
// @member   sockets.tcpServer.update.socketId sockets.tcpServer.update.properties
// @row      1
'use strict';
const signature = 'Error in invocation of sockets.tcpServer.update(' +
  'integer socketId, sockets.tcpServer.SocketProperties properties, optional function callback): ';
chrome.test.runTests([
  function noSuchForm() {
    [[], [1], ['1', {}], [1.5, {}], [1, null], [1, 'name'], [1, []], [1, {}, 5]].forEach(args => {
      chrome.test.assertThrows(chrome.sockets.tcpServer.update, chrome.sockets.tcpServer, args,
        signature + 'No matching signature.');
    });
    chrome.test.succeed();
  },
  function unknownProperty() {
    chrome.test.assertThrows(() => chrome.sockets.tcpServer.update(1, {bufferSize: 5}, () => {}),
      signature + "Error at parameter 'properties': Unexpected property: 'bufferSize'.");
    chrome.test.succeed();
  }
]);
