// @doc      chrome.sockets.tcp reference, secure
// @promise  min tls1 and tls1.1 mean tls1.2, silently.
// @member   sockets.tcp.TLSVersionConstraints.min
// @needs    tls

// A paused connection, as Chromium needs it.
async function paused(port, address) {
  const {socketId} = await kit.tcp.create({});
  await kit.tcp.setPaused(socketId, true);
  await kit.tcp.connect(socketId, address || 'localhost', port);
  return socketId;
}
async function version(port, tlsVersion) {
  const id = await paused(port), stream = kit.receive(id);
  await kit.tcp.secure(id, {tlsVersion: tlsVersion});
  await kit.tcp.setPaused(id, false);
  await kit.tcp.send(id, kit.bytes('tls\n'));
  return (await stream.line()).split(' ')[0];
}

chrome.test.runTests([
  async function oldMinimum() {
    for (const min of ['tls1', 'tls1.1']) {
      chrome.test.assertEq('version=TLS1.2', await version(__config.peers.tls.tls12, {min: min}));
      const error = await kit.failure(kit.tcp.secure(await paused(__config.peers.tls.tls11), {tlsVersion: {min: min}}));
      chrome.test.assertEq(-113, error.result);
    }
    chrome.test.succeed();
  }
]);
