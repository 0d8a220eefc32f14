// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): disconnect, SocketInfo.localAddress
// @promise  The id remains valid; the socket keeps its properties, and has no local address any more.
// @member   sockets.tcpServer.disconnect sockets.tcpServer.SocketInfo.localAddress
//           sockets.tcpServer.SocketInfo.localPort
'use strict';
chrome.test.runTests([
  function stateAfterwards() {
    let id;
    return kit.listen().then(server => {
      id = server.socketId;
      return kit.tcpServer.update(id, {name: 'kept', persistent: true});
    }).then(() => kit.tcpServer.setPaused(id, true)).then(() => kit.tcpServer.disconnect(id))
      .then(() => kit.tcpServer.getInfo(id)).then(info => {
        chrome.test.assertEq({socketId: id, name: 'kept', persistent: true, paused: true}, info);
        return kit.tcpServer.getSockets();
      }).then(infos => {
        chrome.test.assertEq([id], infos.map(info => info.socketId));
        chrome.test.succeed();
      });
  }
]);
