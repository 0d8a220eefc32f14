// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): disconnect
// @promise  After disconnect no new connection is accepted.
// @member   sockets.tcpServer.disconnect.socketId
'use strict';
chrome.test.runTests([
  function refused() {
    let server;
    return kit.listen().then(listening => {
      server = listening;
      return kit.tcpServer.disconnect(server.socketId);
    }).then(() => kit.failure(kit.connect(server.port))).then(error => {
      chrome.test.assertEq('net::ERR_CONNECTION_REFUSED', error.message);
      chrome.test.assertEq(-102, error.result);
      chrome.test.succeed();
    });
  }
]);
