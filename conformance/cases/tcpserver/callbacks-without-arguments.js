// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): update, setPaused,
//           disconnect, close
// @promise  The callbacks of update, setPaused, disconnect and close have no arguments.
// @member   sockets.tcpServer.update sockets.tcpServer.setPaused sockets.tcpServer.disconnect sockets.tcpServer.close
'use strict';
const none = () => chrome.test.callbackPass(function () { chrome.test.assertEq(0, arguments.length); });
chrome.test.runTests([
  function noArguments() {
    chrome.sockets.tcpServer.create({}, chrome.test.callbackPass(info => {
      chrome.sockets.tcpServer.update(info.socketId, {name: 'x'}, none());
      chrome.sockets.tcpServer.setPaused(info.socketId, true, none());
      chrome.sockets.tcpServer.disconnect(info.socketId, none());
      chrome.sockets.tcpServer.close(info.socketId, none());
    }));
  }
]);
