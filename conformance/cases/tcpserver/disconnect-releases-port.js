// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): disconnect
// @promise  disconnect releases the address and port: another socket can listen there.
// @member   sockets.tcpServer.disconnect
'use strict';
chrome.test.runTests([
  function freeForOthers() {
    let first, second;
    return kit.listen().then(server => {
      first = server;
      return kit.tcpServer.create({});
    }).then(info => {
      second = info.socketId;
      return kit.tcpServer.disconnect(first.socketId);
    }).then(() => kit.tcpServer.listen(second, '127.0.0.1', first.port)).then(() => kit.tcpServer.getInfo(second))
      .then(info => {
        chrome.test.assertEq(first.port, info.localPort);
        chrome.test.succeed();
      });
  }
]);
