// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen, SocketInfo.localAddress
// @promise  The local address may be an IPv6 address.
// @member   sockets.tcpServer.listen.address sockets.tcpServer.SocketInfo.localAddress
// @needs    ipv6
'use strict';
chrome.test.runTests([
  function loopback() {
    let server, accepts;
    return kit.listen('::1').then(listening => {
      server = listening;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept, server.socketId);
      return kit.tcpServer.getInfo(server.socketId);
    }).then(info => {
      chrome.test.assertEq('::1', info.localAddress);
      return kit.connect(server.port, {}, '::1');
    }).then(() => accepts.next()).then(info => kit.tcp.getInfo(info.clientSocketId)).then(info => {
      chrome.test.assertEq('::1', info.peerAddress);
      chrome.test.succeed();
    });
  }
]);
