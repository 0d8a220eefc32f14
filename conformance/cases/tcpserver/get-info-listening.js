// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): getInfo, SocketInfo
// @promise  While a socket listens its state has the local address and port; before and afterwards it has none.
// @member   sockets.tcpServer.getInfo.socketId sockets.tcpServer.SocketInfo.localAddress
//           sockets.tcpServer.SocketInfo.localPort sockets.tcpServer.SocketInfo.socketId
'use strict';
chrome.test.runTests([
  function onlyWhileListening() {
    let id;
    return kit.tcpServer.create({}).then(info => {
      id = info.socketId;
      return kit.tcpServer.getInfo(id);
    }).then(info => {
      chrome.test.assertEq(['paused', 'persistent', 'socketId'], Object.keys(info).sort());
      return kit.tcpServer.listen(id, '127.0.0.1', 0);
    }).then(() => kit.tcpServer.getInfo(id)).then(info => {
      chrome.test.assertEq(['localAddress', 'localPort', 'paused', 'persistent', 'socketId'], Object.keys(info).sort());
      chrome.test.assertEq(id, info.socketId);
      chrome.test.assertEq('127.0.0.1', info.localAddress);
      chrome.test.assertEq('number', typeof info.localPort);
      return kit.tcpServer.disconnect(id);
    }).then(() => kit.tcpServer.getInfo(id)).then(info => {
      chrome.test.assertEq(['paused', 'persistent', 'socketId'], Object.keys(info).sort());
      chrome.test.succeed();
    });
  }
]);
