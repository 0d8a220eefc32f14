// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen
// @promise  The address 0.0.0.0 stands for every IPv4 address of the machine.
// @member   sockets.tcpServer.listen.address sockets.tcpServer.SocketInfo.localAddress
'use strict';
chrome.test.runTests([
  function reachableOnLoopback() {
    let server, accepts;
    return kit.listen('0.0.0.0').then(listening => {
      server = listening;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept, server.socketId);
      return kit.tcpServer.getInfo(server.socketId);
    }).then(info => {
      chrome.test.assertEq('0.0.0.0', info.localAddress);
      return kit.connect(server.port);
    }).then(() => accepts.next()).then(() => chrome.test.succeed());
  }
]);
