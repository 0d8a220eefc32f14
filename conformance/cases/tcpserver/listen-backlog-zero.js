// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen
// @promise  A listen queue without any room is an invalid argument.
// @member   sockets.tcpServer.listen.backlog sockets.tcpServer.listen.result
// @row      1
'use strict';
chrome.test.runTests([
  function invalidArgument() {
    return kit.tcpServer.create({}).then(info =>
      kit.failure(kit.tcpServer.listen(info.socketId, '127.0.0.1', 0, 0))
    ).then(error => {
      chrome.test.assertEq('net::ERR_INVALID_ARGUMENT', error.message);
      chrome.test.assertEq(-4, error.result);
      chrome.test.succeed();
    });
  }
]);
