// @doc      chrome.sockets.tcp reference, getInfo
// @promise  getInfo of a connected socket tells the addresses and ports of both ends.
// @member   sockets.tcp.getInfo.socketId sockets.tcp.SocketInfo.connected sockets.tcp.SocketInfo.localAddress
//           sockets.tcp.SocketInfo.localPort sockets.tcp.SocketInfo.peerAddress sockets.tcp.SocketInfo.peerPort
chrome.test.runTests([
  function getInfoConnected() {
    return kit.pair().then(pair => {
      return Promise.all([kit.tcp.getInfo(pair.client), kit.tcp.getInfo(pair.accepted)]).then(infos => {
        const client = infos[0], accepted = infos[1];
        chrome.test.assertEq({
          connected: true, localAddress: '127.0.0.1', localPort: accepted.peerPort, paused: false,
          peerAddress: '127.0.0.1', peerPort: pair.port, persistent: false, socketId: pair.client
        }, client);
        chrome.test.succeed();
      });
    });
  }
]);
