// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): setPaused, SocketInfo.paused
// @promise  Connections that queued up in the backlog of a paused socket are dispatched through onAccept once it is
//           un-paused.
// @member   sockets.tcpServer.setPaused.paused sockets.tcpServer.onAccept sockets.tcpServer.AcceptInfo.clientSocketId
// @row      4
'use strict';
chrome.test.runTests([
  function queuedConnectionsArrive() {
    let id, port, accepts;
    return kit.tcpServer.create({}).then(info => {
      id = info.socketId;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept, id);
      return kit.tcpServer.setPaused(id, true);
    }).then(() => kit.tcpServer.listen(id, '127.0.0.1', 0)).then(() => kit.tcpServer.getInfo(id)).then(info => {
      port = info.localPort;
      return kit.connect(port);
    }).then(() => kit.connect(port)).then(() => kit.tcpServer.setPaused(id, false))
      .then(() => accepts.next()).then(() => accepts.next()).then(() => {
        chrome.test.assertEq(2, accepts.all.length);
        chrome.test.succeed();
      });
  }
]);
