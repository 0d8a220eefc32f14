// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): disconnect
// @promise  The id can be used with listen again, to accept connections on a new port and address.
// @member   sockets.tcpServer.disconnect sockets.tcpServer.listen
'use strict';
chrome.test.runTests([
  function newPortAndAddress() {
    let id, accepts;
    return kit.listen('127.0.0.1').then(server => {
      id = server.socketId;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept, id);
      return kit.tcpServer.disconnect(id);
    }).then(() => kit.tcpServer.listen(id, '0.0.0.0', 0)).then(() => kit.tcpServer.getInfo(id)).then(info => {
      chrome.test.assertEq('0.0.0.0', info.localAddress);
      return kit.connect(info.localPort);
    }).then(() => accepts.next()).then(() => chrome.test.succeed());
  },
  function samePort() {
    let server, accepts;
    return kit.listen().then(listening => {
      server = listening;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept, server.socketId);
      return kit.tcpServer.disconnect(server.socketId);
    }).then(() => kit.tcpServer.listen(server.socketId, '127.0.0.1', server.port)).then(() => kit.connect(server.port))
      .then(() => accepts.next()).then(() => chrome.test.succeed());
  }
]);
