// @doc       chrome.sockets.tcp reference, close; table of decisions
// @promise   What was sent before close reaches the peer whole, then the end.
// @member    sockets.tcp.close
// @row       8
// @needs     peer
chrome.test.runTests([
  async function sendAndClose() {
    const watched = await kit.watch('sink');
    const megabyte = new ArrayBuffer(1 << 20);
    const sent = kit.tcp.send(watched.socketId, megabyte);
    await kit.tcp.close(watched.socketId);
    chrome.test.assertEq({bytesSent: 1 << 20, resultCode: 0}, await sent);
    chrome.test.assertEq('sink got ' + (1 << 20), await watched.seen.line());
    chrome.test.succeed();
  }
]);
