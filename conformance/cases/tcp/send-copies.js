// @doc      chrome.sockets.tcp reference, send
// @promise  send takes the bytes of the moment it is called; the buffer may be changed right after.
// @member   sockets.tcp.send.data
// @needs    peer
chrome.test.runTests([
  function sendCopies() {
    return kit.talk('echo').then(talk => {
      const view = new Uint8Array(kit.bytes('original'));
      const sent = kit.tcp.send(talk.socketId, view.buffer);
      view.fill(33);
      return sent.then(() => talk.stream.read(8));
    }).then(text => {
      chrome.test.assertEq('original', text);
      chrome.test.succeed();
    });
  }
]);
