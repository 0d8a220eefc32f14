// @doc      chrome.sockets.tcp reference, secure
// @promise  secure needs a connected socket without TLS; otherwise it fails with -4 and the socket stays.
// @member   sockets.tcp.secure.socketId sockets.tcp.secure.result
// @row      1
// @needs    tls

// A paused connection, as Chromium needs it.
async function paused(port, address) {
  const {socketId} = await kit.tcp.create({});
  await kit.tcp.setPaused(socketId, true);
  await kit.tcp.connect(socketId, address || 'localhost', port);
  return socketId;
}
async function refused(id) {
  const error = await kit.failure(kit.tcp.secure(id));
  return [error.message, error.result];
}
chrome.test.runTests([
  async function notConnected() {
    const {socketId} = await kit.tcp.create({});
    chrome.test.assertEq(['Socket not connected', -4], await refused(socketId));
    const pair = await kit.pair();
    await kit.tcp.disconnect(pair.client);
    chrome.test.assertEq(['Socket not connected', -4], await refused(pair.client));
    await kit.tcp.getInfo(pair.client);
    chrome.test.succeed();
  },
  async function secureAlready() {
    const id = await paused(__config.peers.tls.good), stream = kit.receive(id);
    await kit.tcp.secure(id);
    chrome.test.assertEq(['Socket must be a connected client TCP socket.', -4], await refused(id));
    await kit.tcp.setPaused(id, false);
    await kit.tcp.send(id, kit.bytes('echo\nx'));
    chrome.test.assertEq('x', await stream.read(1));
    chrome.test.succeed();
  }
]);
