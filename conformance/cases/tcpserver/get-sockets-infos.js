// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): getSockets, SocketProperties
// @promise  Each element is what getInfo tells; an application finds its persistent or named sockets among them.
// @member   sockets.tcpServer.getSockets.socketInfos sockets.tcpServer.SocketInfo.name
//           sockets.tcpServer.SocketInfo.persistent
'use strict';
chrome.test.runTests([
  function sameAsGetInfo() {
    let id;
    return kit.listen().then(server => {
      id = server.socketId;
      return kit.tcpServer.update(id, {persistent: true, name: 'found again'});
    }).then(() => Promise.all([kit.tcpServer.getSockets(), kit.tcpServer.getInfo(id)])).then(results => {
      chrome.test.assertEq([results[1]], results[0]);
      chrome.test.assertEq(['found again'], results[0].filter(info => info.persistent).map(info => info.name));
      chrome.test.succeed();
    });
  }
]);
