// @doc      Table of decisions, row 18
// @promise  A failure of the handshake ends the connection and the socket; close does not find it any more.
// @member   sockets.tcp.secure.result sockets.tcp.close
// @row      18
// @needs    tls peer

// A paused connection, as Chromium needs it.
async function paused(port, address) {
  const {socketId} = await kit.tcp.create({});
  await kit.tcp.setPaused(socketId, true);
  await kit.tcp.connect(socketId, address || 'localhost', port);
  return socketId;
}
chrome.test.runTests([
  async function secureFailureDestroys() {
    const id = await paused(__config.peers.tls.selfSigned);
    const errors = kit.on(chrome.sockets.tcp.onReceiveError, id);
    await kit.failure(kit.tcp.secure(id));
    chrome.test.assertEq('Socket not found', (await kit.failure(kit.tcp.close(id))).message);
    chrome.test.assertFalse((await kit.tcp.getSockets()).some(info => info.socketId === id), 'listed');
    await kit.settle();
    chrome.test.assertEq([], errors.all);
    chrome.test.succeed();
  }
]);
