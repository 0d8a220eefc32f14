// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): onAccept
// @promise  The client socket is a new socket with default properties; those of the server are not inherited.
// @member   sockets.tcpServer.AcceptInfo.clientSocketId sockets.tcpServer.SocketProperties.name
//           sockets.tcpServer.SocketProperties.persistent
'use strict';
chrome.test.runTests([
  function nothingIsInherited() {
    let server, accepts;
    return kit.listen().then(listening => {
      server = listening;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept, server.socketId);
      return kit.tcpServer.update(server.socketId, {name: 'server', persistent: true});
    }).then(() => kit.connect(server.port, {name: 'client', bufferSize: 10})).then(() => accepts.next())
      .then(info => kit.tcp.getInfo(info.clientSocketId)).then(info => {
        chrome.test.assertEq(false, info.persistent);
        chrome.test.assertFalse('name' in info);
        chrome.test.assertFalse('bufferSize' in info);
        chrome.test.succeed();
      });
  }
]);
