// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): getSockets
// @promise  getSockets lists the open server sockets of the application: those created and not yet closed.
// @member   sockets.tcpServer.getSockets sockets.tcpServer.getSockets.socketInfos
'use strict';
const ids = infos => infos.map(info => info.socketId).sort((a, b) => a - b);
chrome.test.runTests([
  function openSockets() {
    let idle, server;
    return kit.tcpServer.getSockets().then(infos => {
      chrome.test.assertEq([], infos);
      return kit.tcpServer.create({name: 'idle'});
    }).then(info => {
      idle = info.socketId;
      return kit.listen();
    }).then(listening => {
      server = listening;
      return kit.tcpServer.getSockets();
    }).then(infos => {
      chrome.test.assertEq([idle, server.socketId], ids(infos));
      return kit.tcpServer.close(idle);
    }).then(() => kit.tcpServer.getSockets()).then(infos => {
      chrome.test.assertEq([server.socketId], ids(infos));
      chrome.test.succeed();
    });
  }
]);
