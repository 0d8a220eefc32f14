// @doc      chrome.sockets.tcp reference, getInfo
// @promise  A socket is connected from the success of connect to disconnect, and has addresses only then.
// @member   sockets.tcp.getInfo sockets.tcp.SocketInfo.connected sockets.tcp.SocketInfo.localAddress
//           sockets.tcp.SocketInfo.localPort sockets.tcp.SocketInfo.peerAddress sockets.tcp.SocketInfo.peerPort
chrome.test.runTests([
  function connectedBetweenConnectAndDisconnect() {
    let id;
    const expect = connected => kit.tcp.getInfo(id).then(info => {
      chrome.test.assertEq(connected, info.connected);
      ['localAddress', 'localPort', 'peerAddress', 'peerPort'].forEach(name => {
        chrome.test.assertEq(connected, name in info, name);
      });
    });
    return Promise.all([kit.listen(), kit.tcp.create({})]).then(made => {
      id = made[1].socketId;
      return expect(false).then(() => kit.tcp.connect(id, '127.0.0.1', made[0].port));
    }).then(() => expect(true)).then(() => kit.tcp.disconnect(id)).then(() => expect(false))
      .then(() => chrome.test.succeed());
  }
]);
