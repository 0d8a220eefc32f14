// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen
// @promise  The address is an address of the local machine: names and other texts are invalid arguments.
// @member   sockets.tcpServer.listen.address sockets.tcpServer.listen.result
// @row      1
'use strict';
const bad = ['localhost', '', '*', '[::1]', '256.0.0.1', ' 127.0.0.1', 'nonexistent.invalid', '::1%lo'];
chrome.test.runTests([
  function invalidArgument() {
    return kit.tcpServer.create({}).then(info => bad.reduce((before, address) => before.then(() =>
      kit.failure(kit.tcpServer.listen(info.socketId, address, 0))
    ).then(error => {
      chrome.test.assertEq('net::ERR_INVALID_ARGUMENT', error.message, address);
      chrome.test.assertEq(-4, error.result, address);
    }), Promise.resolve())).then(() => chrome.test.succeed());
  }
]);
