// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): send
// @promise  A socket must be bound before it sends; otherwise the result code says it is not connected, and no
//           bytesSent is told.
// @member   sockets.udp.send sockets.udp.SendInfo.resultCode sockets.udp.SendInfo.bytesSent
// @row      1
'use strict';
chrome.test.runTests([
  function notConnected() {
    return kit.udp.create({}).then(info =>
      kit.failure(kit.udp.send(info.socketId, kit.bytes('x'), '127.0.0.1', 9))
    ).then(error => {
      chrome.test.assertEq('net::ERR_SOCKET_NOT_CONNECTED', error.message);
      chrome.test.assertEq({resultCode: -15}, error.result);
      chrome.test.succeed();
    });
  }
]);
