// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): onAccept
// @promise  The client socket's id is one of chrome.sockets.tcp, and means nothing to chrome.sockets.tcpServer.
// @member   sockets.tcpServer.AcceptInfo.clientSocketId
'use strict';
chrome.test.runTests([
  function onlyForTCP() {
    let accepted;
    return kit.pair().then(pair => {
      accepted = pair.accepted;
      return kit.tcpServer.getSockets();
    }).then(infos => {
      chrome.test.assertFalse(infos.some(info => info.socketId === accepted));
      return kit.failure(kit.tcpServer.getInfo(accepted));
    }).then(error => {
      chrome.test.assertEq('Socket not found', error.message);
      return kit.failure(kit.tcpServer.close(accepted));
    }).then(error => {
      chrome.test.assertEq('Socket not found', error.message);
      return kit.tcp.getSockets();
    }).then(infos => {
      chrome.test.assertTrue(infos.some(info => info.socketId === accepted));
      chrome.test.succeed();
    });
  }
]);
