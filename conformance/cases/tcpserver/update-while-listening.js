// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): update
// @promise  Properties can be updated at any time, and a listening socket goes on listening.
// @member   sockets.tcpServer.update
'use strict';
chrome.test.runTests([
  function listensOn() {
    let server, accepts;
    return kit.listen().then(listening => {
      server = listening;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept, server.socketId);
      return kit.tcpServer.update(server.socketId, {name: 'busy', persistent: true});
    }).then(() => kit.tcpServer.getInfo(server.socketId)).then(info => {
      chrome.test.assertEq({
        socketId: server.socketId, persistent: true, name: 'busy', paused: false,
        localAddress: '127.0.0.1', localPort: server.port
      }, info);
      return kit.connect(server.port);
    }).then(() => accepts.next()).then(() => chrome.test.succeed());
  }
]);
