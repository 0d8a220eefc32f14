// @doc      chrome-sockets.md section 6, Permissions; chrome.sockets.tcp reference, manifest "sockets"
// @promise  A pattern with a name allows that name, in upper or lower case, and not the address it stands for.
// @member   manifest.sockets.tcp.connect sockets.tcp.connect.peerAddress
// @sockets  {"tcp": {"connect": "LocalHost:1"}}
chrome.test.runTests([
  async function nameAndNotAddress() {
    const {socketId} = await kit.tcp.create({});
    for (const name of ['localhost', 'LOCALHOST']) {
      const error = await kit.failure(kit.tcp.connect(socketId, name, 1)); // nobody listens there
      chrome.test.assertEq('net::ERR_CONNECTION_REFUSED', error.message, name);
    }
    const error = await kit.failure(kit.tcp.connect(socketId, '127.0.0.1', 1));
    chrome.test.assertEq('Does not have permission', error.message);
    chrome.test.succeed();
  }
]);
