// @doc      Table of decisions, row 18
// @promise  With TLS 1.2 a server that insists on a client certificate is the result -110.
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
    const id = await paused(__config.peers.tls.clientCertRequired);
    const error = await kit.failure(kit.tcp.secure(id, {tlsVersion: {max: 'tls1.2'}}));
    chrome.test.assertEq(['net::ERR_SSL_CLIENT_AUTH_CERT_NEEDED', -110], [error.message, error.result]);
    chrome.test.succeed();
  }
]);
