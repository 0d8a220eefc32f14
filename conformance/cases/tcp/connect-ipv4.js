// @doc      chrome.sockets.tcp reference, connect
// @promise  peerAddress may be an IPv4 address, in any form the URL standard knows.
// @member   sockets.tcp.connect.peerAddress sockets.tcp.SocketInfo.peerAddress
chrome.test.runTests([
  function connectIPv4() {
    return kit.listen().then(server => {
      return Promise.all(['127.0.0.1', '127.1', '0x7f.0.0.1', '2130706433'].map(address => {
        return kit.connect(server.port, {}, address).then(kit.tcp.getInfo).then(info => {
          chrome.test.assertEq('127.0.0.1', info.peerAddress, address);
          chrome.test.assertEq(server.port, info.peerPort);
        });
      }));
    }).then(() => chrome.test.succeed());
  }
]);
