// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen
// @promise  The address :: stands for every address, IPv4 and IPv6; IPv4 clients appear with mapped addresses.
// @member   sockets.tcpServer.listen.address
// @needs    ipv6
'use strict';
chrome.test.runTests([
  function bothFamilies() {
    let server, accepts;
    return kit.listen('::').then(listening => {
      server = listening;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept, server.socketId);
      return kit.tcpServer.getInfo(server.socketId);
    }).then(info => {
      chrome.test.assertEq('::', info.localAddress);
      return kit.connect(server.port, {}, '::1');
    }).then(() => accepts.next()).then(info => kit.tcp.getInfo(info.clientSocketId)).then(info => {
      chrome.test.assertEq('::1', info.peerAddress);
      return kit.connect(server.port, {}, '127.0.0.1');
    }).then(() => accepts.next()).then(info => kit.tcp.getInfo(info.clientSocketId)).then(info => {
      chrome.test.assertEq('::ffff:7f00:1', info.peerAddress);
      chrome.test.succeed();
    });
  }
]);
