// @doc      chrome.sockets.tcp reference, disconnect
// @promise  The peer of a socket that disconnects sees the end of the connection.
// @member   sockets.tcp.disconnect
// @needs    peer
chrome.test.runTests([
  function disconnectEndsForThePeer() {
    return kit.watch('watch').then(watched => {
      return kit.tcp.disconnect(watched.socketId).then(() => watched.seen.line());
    }).then(line => {
      chrome.test.assertEq('watch FIN', line);
      chrome.test.succeed();
    });
  }
]);
