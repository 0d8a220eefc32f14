// @doc      chrome.sockets.tcp reference, secure
// @promise  max tls1 and tls1.1 and versions nobody knows are ignored, silently.
// @member   sockets.tcp.TLSVersionConstraints.max sockets.tcp.TLSVersionConstraints.min
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
  async function ignoredVersions() {
    const good = __config.peers.tls.good;
    for (const max of ['tls1', 'tls1.1', 'bogus']) {
      chrome.test.assertEq('version=TLS1.3', await version(good, {max: max}), max);
    }
    chrome.test.assertEq('version=TLS1.3', await version(good, {min: 'bogus'}));
    chrome.test.succeed();
  }
]);
