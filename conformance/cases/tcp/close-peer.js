// @doc      chrome.sockets.tcp reference, close
// @promise  close ends the connection: the peer sees its end.
// @member   sockets.tcp.close
// @needs    peer
chrome.test.runTests([
  function closeEndsForThePeer() {
    return kit.watch('watch').then(watched => {
      return kit.tcp.close(watched.socketId).then(() => watched.seen.line());
    }).then(line => {
      chrome.test.assertEq('watch FIN', line);
      chrome.test.succeed();
    });
  }
]);
