// @doc      chrome.sockets.tcp reference, connect
// @promise  Nobody listens on port 0: the connection is refused.
// @member   sockets.tcp.connect.peerPort
// @row      1
chrome.test.runTests([
  function connectPortZero() {
    return kit.tcp.create({}).then(info => kit.failure(kit.tcp.connect(info.socketId, '127.0.0.1', 0))).then(error => {
      chrome.test.assertEq('net::ERR_CONNECTION_REFUSED', error.message);
      chrome.test.assertEq(-102, error.result);
      chrome.test.succeed();
    });
  }
]);
