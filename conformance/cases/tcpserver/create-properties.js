// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): create, SocketProperties
// @promise  The properties given to create are those of the new socket.
// @member   sockets.tcpServer.create.properties sockets.tcpServer.SocketProperties.persistent
//           sockets.tcpServer.SocketProperties.name sockets.tcpServer.SocketInfo.name
'use strict';
chrome.test.runTests([
  function propertiesOfTheNewSocket() {
    return kit.tcpServer.create({persistent: true, name: 'main server'}).then(info =>
      kit.tcpServer.getInfo(info.socketId)
    ).then(info => {
      chrome.test.assertEq(true, info.persistent);
      chrome.test.assertEq('main server', info.name);
      chrome.test.succeed();
    });
  }
]);
