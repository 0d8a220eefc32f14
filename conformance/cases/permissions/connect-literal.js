// @doc      chrome-sockets.md section 6, Permissions; chrome.sockets.tcp reference, manifest "sockets"
// @promise  A host of a pattern is compared with the text passed to connect, not with what it resolves to.
// @member   manifest.sockets.tcp.connect sockets.tcp.connect.peerAddress
// @row      1
// @sockets  {"tcp": {"connect": ["127.0.0.1:*"]}, "tcpServer": {"listen": ["127.0.0.1"]}}
chrome.test.runTests([
  async function onlyThatText() {
    const {port} = await kit.listen(), {socketId} = await kit.tcp.create({});
    for (const other of ['localhost', '127.0.0.2', '127.1', '::1', '127.0.0.1.', '']) {
      const error = await kit.failure(kit.tcp.connect(socketId, other, port));
      chrome.test.assertEq('Does not have permission', error.message, other);
      chrome.test.assertEq(0, error.argc, other);
    }
    chrome.test.assertEq(0, await kit.tcp.connect(socketId, '127.0.0.1', port));
    chrome.test.succeed();
  }
]);
