// @doc       chrome.sockets.tcp reference, connect; SocketInfo
// @promise   connect answers 0, and the socket then knows both ends of its connection.
// @member    sockets.tcp.connect.socketId sockets.tcp.connect.peerAddress sockets.tcp.connect.peerPort
// @member    sockets.tcp.connect.result
// @member    sockets.tcp.SocketInfo.localAddress sockets.tcp.SocketInfo.localPort
// @member    sockets.tcp.SocketInfo.peerAddress sockets.tcp.SocketInfo.peerPort
chrome.test.runTests([
  async function bothEnds() {
    const server = await kit.listen();
    const {socketId} = await kit.tcp.create({});
    chrome.test.assertEq(0, await kit.tcp.connect(socketId, '127.0.0.1', server.port));
    const info = await kit.tcp.getInfo(socketId);
    chrome.test.assertTrue(info.connected, 'connected');
    chrome.test.assertEq(['127.0.0.1', server.port], [info.peerAddress, info.peerPort]);
    chrome.test.assertEq('127.0.0.1', info.localAddress);
    chrome.test.assertTrue(info.localPort > 0, 'localPort');
    chrome.test.succeed();
  }
]);
