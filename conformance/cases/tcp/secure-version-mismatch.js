// @doc      chrome.sockets.tcp reference, secure
// @promise  A server whose versions lie outside of min and max is the result -113.
// @member   sockets.tcp.TLSVersionConstraints.min sockets.tcp.TLSVersionConstraints.max sockets.tcp.secure.result
// @needs    tls

// A paused connection, as Chromium needs it.
async function paused(port, address) {
  const {socketId} = await kit.tcp.create({});
  await kit.tcp.setPaused(socketId, true);
  await kit.tcp.connect(socketId, address || 'localhost', port);
  return socketId;
}
chrome.test.runTests([
  async function noCommonVersion() {
    for (const pair of [[__config.peers.tls.tls12, {min: 'tls1.3'}], [__config.peers.tls.tls13, {max: 'tls1.2'}]]) {
      const error = await kit.failure(kit.tcp.secure(await paused(pair[0]), {tlsVersion: pair[1]}));
      chrome.test.assertEq(['net::ERR_SSL_VERSION_OR_CIPHER_MISMATCH', -113], [error.message, error.result]);
    }
    chrome.test.succeed();
  }
]);
