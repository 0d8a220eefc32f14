// @doc      chrome.sockets.tcp reference, connect
// @promise  peerAddress may be an IPv6 address, without brackets.
// @member   sockets.tcp.connect.peerAddress sockets.tcp.SocketInfo.peerAddress sockets.tcp.SocketInfo.localAddress
// @needs    ipv6
chrome.test.runTests([
  function connectIPv6() {
    return kit.listen('::1').then(server => {
      return Promise.all(['::1', '0:0:0:0:0:0:0:1'].map(address => {
        return kit.connect(server.port, {}, address).then(kit.tcp.getInfo).then(info => {
          chrome.test.assertEq(['::1', '::1'], [info.peerAddress, info.localAddress], address);
        });
      })).then(() => kit.failure(kit.connect(server.port, {}, '[::1]')));
    }).then(error => {
      chrome.test.assertEq(-105, error.result);
      chrome.test.succeed();
    });
  }
]);
