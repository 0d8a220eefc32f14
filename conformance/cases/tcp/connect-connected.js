// @doc      chrome.sockets.tcp reference, connect
// @promise  A connected socket cannot be connected again; the connection it has goes on.
// @member   sockets.tcp.connect.result
// @row      1
// @needs    peer
chrome.test.runTests([
  function connectConnected() {
    return kit.talk('echo').then(talk => {
      return kit.failure(kit.tcp.connect(talk.socketId, '127.0.0.1', __config.peer)).then(error => {
        chrome.test.assertEq(['net::ERR_SOCKET_IS_CONNECTED', -23, 1], [error.message, error.result, error.argc]);
        return kit.tcp.send(talk.socketId, kit.bytes('still here'));
      }).then(() => talk.stream.read(10));
    }).then(() => chrome.test.succeed());
  }
]);
