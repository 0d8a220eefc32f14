// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen
// @promise  The socket listens on the port and address it was given.
// @member   sockets.tcpServer.listen.address sockets.tcpServer.listen.port
//           sockets.tcpServer.SocketInfo.localAddress sockets.tcpServer.SocketInfo.localPort
'use strict';
chrome.test.runTests([
  function thatPort() {
    let port, server, accepts;
    // A port that was free a moment ago.
    return kit.listen().then(listening => {
      port = listening.port;
      return kit.tcpServer.close(listening.socketId);
    }).then(() => kit.tcpServer.create({})).then(info => {
      server = info.socketId;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept, server);
      return kit.tcpServer.listen(server, '127.0.0.1', port);
    }).then(() => kit.tcpServer.getInfo(server)).then(info => {
      chrome.test.assertEq('127.0.0.1', info.localAddress);
      chrome.test.assertEq(port, info.localPort);
      return kit.connect(port);
    }).then(() => accepts.next()).then(() => chrome.test.succeed());
  }
]);
