// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): close
// @promise  The id is no longer valid as soon as close is called, before its callback.
// @member   sockets.tcpServer.close.socketId
'use strict';
chrome.test.runTests([
  function beforeTheCallback() {
    return kit.listen().then(server => {
      const closed = kit.tcpServer.close(server.socketId);
      return kit.failure(kit.tcpServer.getInfo(server.socketId)).then(error => {
        chrome.test.assertEq('Socket not found', error.message);
        chrome.test.assertEq(0, error.argc);
        return closed;
      });
    }).then(() => chrome.test.succeed());
  }
]);
