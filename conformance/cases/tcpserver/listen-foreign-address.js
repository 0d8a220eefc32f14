// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen
// @promise  The address must be one of the local machine.
// @member   sockets.tcpServer.listen.address sockets.tcpServer.listen.result
// @row      1
'use strict';
chrome.test.runTests([
  function addressInvalid() {
    return kit.tcpServer.create({}).then(info =>
      kit.failure(kit.tcpServer.listen(info.socketId, '1.2.3.4', 0))
    ).then(error => {
      chrome.test.assertEq('net::ERR_ADDRESS_INVALID', error.message);
      chrome.test.assertEq(-108, error.result);
      chrome.test.succeed();
    });
  }
]);
