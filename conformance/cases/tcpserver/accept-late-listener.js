// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): onAccept, listen
// @promise  A listener that is added in the callback of listen misses no connection.
// @member   sockets.tcpServer.onAccept sockets.tcpServer.listen
'use strict';
chrome.test.runTests([
  function inTheCallback() {
    const api = chrome.sockets.tcpServer;
    api.create({}, chrome.test.callbackPass(created => {
      api.listen(created.socketId, '127.0.0.1', 0, chrome.test.callbackPass(() => {
        chrome.test.listenOnce(api.onAccept, info => chrome.test.assertEq(created.socketId, info.socketId));
        api.getInfo(created.socketId, chrome.test.callbackPass(info => { kit.connect(info.localPort); }));
      }));
    }));
  }
]);
