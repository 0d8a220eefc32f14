// @doc      chrome.sockets.tcp reference, secure
// @promise  A socket that is not paused cannot be secured: -2, and it is gone.
// @member   sockets.tcp.secure.result
// @row      1 18
// @needs    tls
chrome.test.runTests([
  async function secureWithoutPause() {
    const id = await kit.connect(__config.peers.tls.good, {}, 'localhost');
    const error = await kit.failure(kit.tcp.secure(id));
    chrome.test.assertEq(['net::ERR_FAILED', -2], [error.message, error.result]);
    chrome.test.assertEq('Socket not found', (await kit.failure(kit.tcp.getInfo(id))).message);
    chrome.test.succeed();
  }
]);
