// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): create
// @promise  Ids of datagram sockets are for chrome.sockets.udp only.
// @member   sockets.udp.CreateInfo.socketId
'use strict';
chrome.test.runTests([
  function notFoundElsewhere() {
    return kit.udp.create({}).then(info =>
      kit.failure(kit.tcp.getInfo(info.socketId)).then(error => {
        chrome.test.assertEq('Socket not found', error.message);
        return kit.failure(kit.tcpServer.getInfo(info.socketId));
      })
    ).then(error => {
      chrome.test.assertEq('Socket not found', error.message);
      chrome.test.succeed();
    });
  }
]);
