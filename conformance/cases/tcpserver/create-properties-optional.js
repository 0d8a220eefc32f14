// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): create
// @promise  The properties are optional, each of them and all together.
// @member   sockets.tcpServer.create.properties
'use strict';
function isDefault() {
  return chrome.test.callbackPass(created => {
    chrome.sockets.tcpServer.getInfo(created.socketId, chrome.test.callbackPass(info => {
      chrome.test.assertEq({socketId: created.socketId, persistent: false, paused: false}, info);
    }));
  });
}
chrome.test.runTests([
  function leftOut() { chrome.sockets.tcpServer.create(isDefault()); },
  function isNull() { chrome.sockets.tcpServer.create(null, isDefault()); },
  function isUndefined() { chrome.sockets.tcpServer.create(undefined, isDefault()); },
  function undefinedMembers() {
    chrome.sockets.tcpServer.create({persistent: undefined, name: null}, isDefault());
  }
]);
