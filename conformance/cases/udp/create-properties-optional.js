// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): create
// @promise  The properties are optional, each of them and all together.
// @member   sockets.udp.create.properties
'use strict';
function isDefault() {
  return chrome.test.callbackPass(created => {
    chrome.sockets.udp.getInfo(created.socketId, chrome.test.callbackPass(info => {
      chrome.test.assertEq({socketId: created.socketId, persistent: false, paused: false}, info);
    }));
  });
}
chrome.test.runTests([
  function leftOut() { chrome.sockets.udp.create(isDefault()); },
  function isNull() { chrome.sockets.udp.create(null, isDefault()); },
  function undefinedMembers() {
    chrome.sockets.udp.create({persistent: undefined, name: null, bufferSize: undefined}, isDefault());
  }
]);
