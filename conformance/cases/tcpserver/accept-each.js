// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): onAccept
// @promise  Every connection gets its own event and its own client socket, also when many come at once.
// @member   sockets.tcpServer.onAccept sockets.tcpServer.AcceptInfo.clientSocketId
'use strict';
chrome.test.runTests([
  function tenAtOnce() {
    let server, accepts;
    return kit.listen().then(listening => {
      server = listening;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept, server.socketId);
      const connects = [];
      for (let i = 0; i < 10; i++) connects.push(kit.connect(server.port));
      return Promise.all(connects);
    }).then(clients => Promise.all(clients.map(() => accepts.next())).then(infos => {
      const ids = new Set(infos.map(info => info.clientSocketId).concat(clients));
      chrome.test.assertEq(20, ids.size);
      chrome.test.assertEq(10, accepts.all.length);
      chrome.test.succeed();
    }));
  }
]);
