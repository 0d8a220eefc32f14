// @doc      Table of decisions, row 18
// @promise  A server that insists on a client certificate is a failure.
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
  async function clientCertificateRequired() {
    const id = await paused(__config.peers.tls.clientCertRequired), stream = kit.receive(id);
    let code = await kit.tcp.secure(id).catch(error => error.result);
    if (code === 0) { // with TLS 1.3 the server complains after the handshake
      await kit.tcp.setPaused(id, false);
      code = await stream.end();
    }
    chrome.test.assertTrue(code === -110 || code === -100, 'ended with ' + code);
    chrome.test.succeed();
  }
]);
