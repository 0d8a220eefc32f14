// @doc      chrome.sockets.tcp reference, connect
// @promise  peerAddress may be a DNS name; getInfo tells the address that was found for it.
// @member   sockets.tcp.connect.peerAddress sockets.tcp.SocketInfo.peerAddress
chrome.test.runTests([
  function connectByName() {
    return kit.listen().then(server => {
      return Promise.all(['localhost', 'LOCALHOST', 'localhost.', 'sub.localhost'].map(name => {
        return kit.connect(server.port, {}, name).then(kit.tcp.getInfo).then(info => {
          chrome.test.assertEq('127.0.0.1', info.peerAddress, name);
        });
      }));
    }).then(() => chrome.test.succeed());
  }
]);
