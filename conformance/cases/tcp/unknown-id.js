// @doc      chrome.sockets.tcp reference
// @promise  An id that is not a socket's is the lastError Socket not found; most methods then call back without
//           arguments.
// @member   sockets.tcp.update.socketId sockets.tcp.setPaused.socketId sockets.tcp.setKeepAlive.socketId
//           sockets.tcp.setNoDelay.socketId sockets.tcp.connect.socketId sockets.tcp.disconnect.socketId
//           sockets.tcp.secure.socketId sockets.tcp.send.socketId sockets.tcp.close.socketId
//           sockets.tcp.getInfo.socketId
// @row      1
function shape(promise) {
  return kit.failure(promise).then(error => [error.message, error.argc, error.result]);
}
chrome.test.runTests([
  async function withoutArguments() {
    for (const id of [999999, 0, -1]) {
      for (const call of [
        kit.tcp.update(id, {}), kit.tcp.setPaused(id, true), kit.tcp.connect(id, '127.0.0.1', 1),
        kit.tcp.disconnect(id), kit.tcp.send(id, kit.bytes('x')), kit.tcp.close(id), kit.tcp.getInfo(id)
      ]) {
        chrome.test.assertEq(['Socket not found', 0, undefined], await shape(call));
      }
    }
    chrome.test.succeed();
  },
  async function withAResult() {
    chrome.test.assertEq(['Socket not found', 1, -2], await shape(kit.tcp.setKeepAlive(999999, true)));
    chrome.test.assertEq(['Socket not found', 1, -2], await shape(kit.tcp.setNoDelay(999999, true)));
    chrome.test.assertEq(['Socket not found', 1, -4], await shape(kit.tcp.secure(999999)));
    chrome.test.succeed();
  }
]);
