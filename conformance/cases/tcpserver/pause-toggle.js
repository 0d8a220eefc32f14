// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): setPaused
// @promise  Once it is un-paused, a socket raises onAccept again.
// @member   sockets.tcpServer.setPaused.paused sockets.tcpServer.onAccept
'use strict';
chrome.test.runTests([
  function acceptsAgain() {
    let server, accepts;
    return kit.listen().then(listening => {
      server = listening;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept, server.socketId);
      return kit.tcpServer.setPaused(server.socketId, true);
    }).then(() => kit.tcpServer.setPaused(server.socketId, false)).then(() => kit.connect(server.port))
      .then(() => accepts.next()).then(() => kit.connect(server.port)).then(() => accepts.next())
      .then(() => chrome.test.succeed());
  }
]);
