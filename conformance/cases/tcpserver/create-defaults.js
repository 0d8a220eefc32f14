// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): SocketInfo, SocketProperties
// @promise  A new socket is not persistent, not paused, has no name, and has no local address until it listens.
// @member   sockets.tcpServer.create sockets.tcpServer.SocketInfo.persistent sockets.tcpServer.SocketInfo.paused
//           sockets.tcpServer.SocketProperties.persistent sockets.tcpServer.SocketInfo.socketId
'use strict';
chrome.test.runTests([
  function defaults() {
    let id;
    return kit.tcpServer.create({}).then(info => {
      id = info.socketId;
      return kit.tcpServer.getInfo(id);
    }).then(info => {
      chrome.test.assertEq({socketId: id, persistent: false, paused: false}, info);
      chrome.test.succeed();
    });
  }
]);
