// @doc      chrome.sockets.tcp reference, connect
// @promise  A name that cannot be resolved is the result -105.
// @member   sockets.tcp.connect.peerAddress sockets.tcp.connect.result
// @row      1
chrome.test.runTests([
  function connectNotResolved() {
    const names = ['nonexistent.invalid', '', 'a b', '*', '256.1.1.1', ' 127.0.0.1', '127.0.0.1:80', '[127.0.0.1]'];
    return kit.tcp.create({}).then(info => {
      return names.reduce((before, name) => before.then(() => {
        return kit.failure(kit.tcp.connect(info.socketId, name, 80));
      }).then(error => {
        chrome.test.assertEq(['net::ERR_NAME_NOT_RESOLVED', -105, 1],
          [error.message, error.result, error.argc], name);
      }), Promise.resolve());
    }).then(() => chrome.test.succeed());
  }
]);
