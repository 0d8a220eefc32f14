// @doc      chrome.sockets.tcp reference, secure
// @promise  min and max bound the version of TLS; without them the best of 1.2 and 1.3 is taken.
// @member   sockets.tcp.SecureOptions.tlsVersion sockets.tcp.TLSVersionConstraints.min
//           sockets.tcp.TLSVersionConstraints.max
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
  async function versions() {
    const good = __config.peers.tls.good;
    chrome.test.assertEq('version=TLS1.3', await version(good, {}));
    chrome.test.assertEq('version=TLS1.2', await version(good, {max: 'tls1.2'}));
    chrome.test.assertEq('version=TLS1.3', await version(good, {min: 'tls1.3'}));
    chrome.test.assertEq('version=TLS1.2', await version(good, {min: 'tls1.2', max: 'tls1.2'}));
    chrome.test.assertEq('version=TLS1.2', await version(__config.peers.tls.tls12, {min: 'tls1.2', max: 'tls1.3'}));
    chrome.test.succeed();
  }
]);
