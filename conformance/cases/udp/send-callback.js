// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): send, SendInfo
// @promise  The callback gets one object with the result code 0 and the number of bytes; nothing is left unsaid.
// @member   sockets.udp.send sockets.udp.SendInfo.resultCode sockets.udp.SendInfo.bytesSent
'use strict';
chrome.test.runTests([
  function oneObject() {
    chrome.sockets.udp.create({}, chrome.test.callbackPass(created => {
      chrome.sockets.udp.bind(created.socketId, '127.0.0.1', 0, chrome.test.callbackPass(() => {
        chrome.sockets.udp.send(created.socketId, new ArrayBuffer(100), '127.0.0.1', 9,
          chrome.test.callbackPass(function (sendInfo) {
            chrome.test.assertEq(1, arguments.length);
            chrome.test.assertEq({resultCode: 0, bytesSent: 100}, sendInfo);
          }));
      }));
    }));
  }
]);
