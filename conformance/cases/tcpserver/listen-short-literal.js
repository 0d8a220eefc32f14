// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): SocketInfo.localAddress
// @promise  Short forms of IPv4 addresses are addresses too; getInfo has the usual form.
// @member   sockets.tcpServer.listen.address sockets.tcpServer.SocketInfo.localAddress
'use strict';
chrome.test.runTests([
  function shortForm() {
    return kit.listen('127.1').then(server => kit.tcpServer.getInfo(server.socketId)).then(info => {
      chrome.test.assertEq('127.0.0.1', info.localAddress);
      chrome.test.succeed();
    });
  }
]);
