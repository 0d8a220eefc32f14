// @doc      chrome.sockets.tcp reference, secure
// @promise  An accepted socket is no client: secure fails with -2.
// @member   sockets.tcp.secure.socketId sockets.tcp.secure.result
// @row      1
chrome.test.runTests([
  async function secureAccepted() {
    const pair = await kit.pair();
    const error = await kit.failure(kit.tcp.secure(pair.accepted));
    chrome.test.assertEq(['net::ERR_FAILED', -2], [error.message, error.result]);
    chrome.test.succeed();
  }
]);
