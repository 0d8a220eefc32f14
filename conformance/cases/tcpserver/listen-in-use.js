// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen
// @promise  If the port and address are in use, the callback indicates a failure: a negative result.
// @member   sockets.tcpServer.listen.result sockets.tcpServer.listen.port
// @row      1
'use strict';
chrome.test.runTests([
  function addressInUse() {
    let port, second;
    return kit.listen().then(server => {
      port = server.port;
      return kit.tcpServer.create({});
    }).then(info => {
      second = info.socketId;
      return kit.failure(kit.tcpServer.listen(second, '127.0.0.1', port));
    }).then(error => {
      chrome.test.assertEq('net::ERR_ADDRESS_IN_USE', error.message);
      chrome.test.assertEq(-147, error.result);
      chrome.test.assertEq(1, error.argc);
      return kit.tcpServer.getInfo(second);
    }).then(info => {
      chrome.test.assertEq({socketId: second, persistent: false, paused: false}, info);
      chrome.test.succeed();
    });
  },
  function everyAddressMeansThatOneToo() {
    let port;
    return kit.listen().then(server => {
      port = server.port;
      return kit.tcpServer.create({});
    }).then(info => kit.failure(kit.tcpServer.listen(info.socketId, '0.0.0.0', port))).then(error => {
      chrome.test.assertEq(-147, error.result);
      chrome.test.succeed();
    });
  }
]);
