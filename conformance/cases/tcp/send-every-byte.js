// @doc      chrome.sockets.tcp reference, send
// @promise  data is binary: bytes of every value arrive as they were sent.
// @member   sockets.tcp.send.data sockets.tcp.ReceiveInfo.data
// @needs    peer
chrome.test.runTests([
  function sendEveryByte() {
    const bytes = new Uint8Array(256).map((zero, i) => 255 - i);
    return kit.talk('echo').then(talk => {
      return kit.tcp.send(talk.socketId, bytes.buffer).then(() => talk.stream.read(256));
    }).then(text => {
      chrome.test.assertEq(bytes.buffer, kit.bytes(text));
      chrome.test.succeed();
    });
  }
]);
