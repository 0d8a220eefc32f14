// @doc      chrome.sockets.tcp reference, secure
// @promise  A certificate that is out of date is the result -201, and the socket is gone.
// @member   sockets.tcp.secure.result
// @row      1
// @needs    tls

// A paused connection, as Chromium needs it.
async function paused(port, address) {
  const {socketId} = await kit.tcp.create({});
  await kit.tcp.setPaused(socketId, true);
  await kit.tcp.connect(socketId, address || 'localhost', port);
  return socketId;
}
chrome.test.runTests([
  async function secureFails() {
    const id = await paused(__config.peers.tls.expired);
    const error = await kit.failure(kit.tcp.secure(id));
    chrome.test.assertEq(['net::ERR_CERT_DATE_INVALID', -201, 1], [error.message, error.result, error.argc]);
    chrome.test.assertEq('Socket not found', (await kit.failure(kit.tcp.getInfo(id))).message);
    chrome.test.succeed();
  }
]);
