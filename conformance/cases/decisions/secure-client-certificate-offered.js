// @doc      Table of decisions, row 18
// @promise  A server that merely offers to take a client certificate is no error.
// @member   sockets.tcp.secure.result
// @row      18
// @needs    tls

// A paused connection, as Chromium needs it.
async function paused(port, address) {
  const {socketId} = await kit.tcp.create({});
  await kit.tcp.setPaused(socketId, true);
  await kit.tcp.connect(socketId, address || 'localhost', port);
  return socketId;
}
chrome.test.runTests([
  async function clientCertificateOffered() {
    const id = await paused(__config.peers.tls.clientCertOffered), stream = kit.receive(id);
    chrome.test.assertEq(0, await kit.tcp.secure(id));
    await kit.tcp.setPaused(id, false);
    await kit.tcp.send(id, kit.bytes('tls\n'));
    chrome.test.assertEq('version=TLS1.3 name=localhost certificates=0', await stream.line());
    chrome.test.succeed();
  }
]);
