// @doc      chrome.sockets.tcp reference, secure
// @promise  The server is asked for by the name that connect was given, and checked against it.
// @member   sockets.tcp.secure sockets.tcp.connect.peerAddress
// @needs    tls

// A paused connection, as Chromium needs it.
async function paused(port, address) {
  const {socketId} = await kit.tcp.create({});
  await kit.tcp.setPaused(socketId, true);
  await kit.tcp.connect(socketId, address || 'localhost', port);
  return socketId;
}
chrome.test.runTests([
  async function secureWithAName() {
    for (const name of ['localhost', 'sub.localhost']) {
      const id = await paused(__config.peers.tls.good, name), stream = kit.receive(id);
      await kit.tcp.secure(id);
      await kit.tcp.setPaused(id, false);
      await kit.tcp.send(id, kit.bytes('tls\n'));
      const line = await stream.line();
      chrome.test.assertTrue(line.indexOf(' name=' + name + ' ') > 0, line);
    }
    chrome.test.succeed();
  },
  async function secureWithAnAddress() {
    const id = await paused(__config.peers.tls.good, '127.0.0.1'), stream = kit.receive(id);
    await kit.tcp.secure(id);
    await kit.tcp.setPaused(id, false);
    await kit.tcp.send(id, kit.bytes('tls\n'));
    const line = await stream.line();
    chrome.test.assertTrue(line.indexOf(' name= ') > 0, line); // addresses are no server names
    chrome.test.succeed();
  }
]);
