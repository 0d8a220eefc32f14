// @doc      chrome.sockets.tcp reference, close
// @promise  close ends one socket: others of the application go on, even to the same peer.
// @member   sockets.tcp.close.socketId
// @needs    peer
chrome.test.runTests([
  function closeLeavesOthers() {
    return Promise.all([kit.talk('echo'), kit.talk('echo')]).then(talks => {
      return kit.tcp.close(talks[0].socketId).then(() => {
        return kit.tcp.send(talks[1].socketId, kit.bytes('alive'));
      }).then(() => talks[1].stream.read(5));
    }).then(() => chrome.test.succeed());
  }
]);
