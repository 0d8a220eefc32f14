// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): SocketProperties
// @promise  A server socket has two properties, persistent and name; another one is an argument error.
// @member   sockets.tcpServer.create.properties sockets.tcpServer.SocketProperties.name
// @row      1
'use strict';
const signature = 'Error in invocation of sockets.tcpServer.create(' +
  'optional sockets.tcpServer.SocketProperties properties, optional function callback): ';
chrome.test.runTests([
  function bufferSizeBelongsToClients() {
    chrome.test.assertThrows(() => chrome.sockets.tcpServer.create({bufferSize: 4096}, () => {}),
      signature + "Error at parameter 'properties': Unexpected property: 'bufferSize'.");
    chrome.test.succeed();
  },
  function wrongType() {
    chrome.test.assertThrows(() => chrome.sockets.tcpServer.create({name: 5}, () => {}),
      signature + "Error at parameter 'properties': Error at property 'name': Invalid type: " +
      'expected string, found integer.');
    chrome.test.assertThrows(() => chrome.sockets.tcpServer.create({persistent: 'true'}, () => {}),
      signature + "Error at parameter 'properties': Error at property 'persistent': Invalid type: " +
      'expected boolean, found string.');
    chrome.test.succeed();
  },
  function nothingWasCreated() {
    return kit.tcpServer.getSockets().then(infos => {
      chrome.test.assertEq([], infos);
      chrome.test.succeed();
    });
  }
]);
