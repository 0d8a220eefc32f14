// @doc      chrome.sockets.tcp reference, setNoDelay
// @promise  setNoDelay sets and clears TCP_NODELAY of a connection, with result 0, and data goes on.
// @member   sockets.tcp.setNoDelay.socketId sockets.tcp.setNoDelay.noDelay sockets.tcp.setNoDelay.result
// @needs    peer
chrome.test.runTests([
  function setNoDelay() {
    return kit.talk('echo').then(talk => {
      const id = talk.socketId;
      return kit.tcp.setNoDelay(id, true).then(result => {
        chrome.test.assertEq(0, result);
        return kit.tcp.setNoDelay(id, false);
      }).then(result => {
        chrome.test.assertEq(0, result);
        return kit.tcp.send(id, kit.bytes('ping'));
      }).then(() => talk.stream.read(4));
    }).then(() => chrome.test.succeed());
  }
]);
