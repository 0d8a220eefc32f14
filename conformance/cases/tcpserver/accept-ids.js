// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): onAccept
// @promise  onAccept is raised when a connection has been made; it has the id of the server socket and the one of the
//           new client socket.
// @member   sockets.tcpServer.onAccept sockets.tcpServer.AcceptInfo.socketId
//           sockets.tcpServer.AcceptInfo.clientSocketId
'use strict';
chrome.test.runTests([
  function bothIds() {
    let server, client, accepts, accepted;
    return kit.listen().then(listening => {
      server = listening;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept);
      return kit.connect(server.port);
    }).then(id => {
      client = id;
      return accepts.next();
    }).then(info => {
      chrome.test.assertEq(['clientSocketId', 'socketId'], Object.keys(info).sort());
      chrome.test.assertEq(server.socketId, info.socketId);
      accepted = info.clientSocketId;
      chrome.test.assertTrue(Number.isInteger(accepted) && accepted > 0, 'an id is a positive integer');
      chrome.test.assertNe(client, accepted);
      return kit.tcp.getInfo(accepted);
    }).then(info => {
      chrome.test.assertEq(accepted, info.socketId);
      chrome.test.assertEq(true, info.connected);
      chrome.test.succeed();
    });
  }
]);
