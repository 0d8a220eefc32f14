// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen
// @promise  The callback gets the result code, 0 when the socket listens.
// @member   sockets.tcpServer.listen.socketId sockets.tcpServer.listen.result
'use strict';
chrome.test.runTests([
  function zero() {
    chrome.sockets.tcpServer.create({}, chrome.test.callbackPass(info => {
      chrome.sockets.tcpServer.listen(info.socketId, '127.0.0.1', 0, chrome.test.callbackPass(function (result) {
        chrome.test.assertEq(1, arguments.length);
        chrome.test.assertEq(0, result);
        chrome.test.assertTrue(chrome.runtime.lastError === undefined, 'no lastError');
      }));
    }));
  }
]);
