// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen
// @promise  With port 0 the system chooses a free port, and getInfo tells which.
// @member   sockets.tcpServer.listen.port sockets.tcpServer.SocketInfo.localPort
'use strict';
chrome.test.runTests([
  function freePort() {
    let first;
    return kit.listen().then(server => {
      first = server.port;
      chrome.test.assertTrue(Number.isInteger(first) && first > 0 && first < 65536, 'port ' + first);
      return kit.listen();
    }).then(server => {
      chrome.test.assertNe(first, server.port);
      chrome.test.succeed();
    });
  }
]);
