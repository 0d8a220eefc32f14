// @doc      chrome.sockets.tcp reference, secure
// @promise  Options of TCP cannot be set through TLS (-2), and the socket cannot connect again (-104).
// @member   sockets.tcp.secure sockets.tcp.setKeepAlive.result sockets.tcp.setNoDelay.result
//           sockets.tcp.connect.result
// @row      1
// @needs    tls

// A paused connection, as Chromium needs it.
async function paused(port, address) {
  const {socketId} = await kit.tcp.create({});
  await kit.tcp.setPaused(socketId, true);
  await kit.tcp.connect(socketId, address || 'localhost', port);
  return socketId;
}
chrome.test.runTests([
  async function secureOptionsOfTCP() {
    const id = await paused(__config.peers.tls.good);
    await kit.tcp.secure(id);
    chrome.test.assertEq(-2, (await kit.failure(kit.tcp.setKeepAlive(id, true, 10))).result);
    chrome.test.assertEq(-2, (await kit.failure(kit.tcp.setNoDelay(id, true))).result);
    chrome.test.assertEq(-104, (await kit.failure(kit.tcp.connect(id, 'localhost', __config.peers.tls.good))).result);
    await kit.tcp.disconnect(id);
    chrome.test.assertEq(-104, (await kit.failure(kit.tcp.connect(id, 'localhost', __config.peers.tls.good))).result);
    chrome.test.succeed();
  }
]);
