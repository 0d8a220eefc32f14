// @doc      chrome.sockets.tcp reference, onReceiveError
// @promise  The peer's end closes the connection both ways: nothing can be sent after it.
// @member   sockets.tcp.onReceiveError sockets.tcp.send
// @needs    peer
chrome.test.runTests([
  async function noHalfClose() {
    const watched = await kit.watch('half');
    const errors = kit.on(chrome.sockets.tcp.onReceiveError, watched.socketId);
    chrome.test.assertEq('half FIN', await watched.seen.line());
    const error = await kit.failure(kit.tcp.send(watched.socketId, kit.bytes('reply')));
    chrome.test.assertEq({resultCode: -15}, error.result);
    chrome.test.succeed();
  }
]);
