// @doc      Table of decisions, row 8
// @promise  What was sent right before close or disconnect reaches the peer whole, and then the end.
// @member   sockets.tcp.close sockets.tcp.disconnect sockets.tcp.send
// @row      8
// @needs    peer
async function flushes(end) {
  const size = 4 << 20, watched = await kit.watch('sink');
  chrome.sockets.tcp.send(watched.socketId, new ArrayBuffer(size), () => {});
  chrome.sockets.tcp.send(watched.socketId, kit.bytes('tail'), () => {});
  end(watched.socketId);
  chrome.test.assertEq('sink got ' + (size + 4), await watched.seen.line());
  chrome.test.succeed();
}
chrome.test.runTests([
  function close() { return flushes(id => chrome.sockets.tcp.close(id)); },
  function disconnect() { return flushes(id => chrome.sockets.tcp.disconnect(id)); },
  function disconnectAndClose() {
    return flushes(id => { chrome.sockets.tcp.disconnect(id); chrome.sockets.tcp.close(id); });
  }
]);
