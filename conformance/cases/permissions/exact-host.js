// @doc      chrome-sockets.md section 6, Permissions
// @promise  A host without * is that host only, not its subdomains.
// @member   manifest.sockets.tcp.connect
// @sockets  {"tcp": {"connect": ["localhost:1"]}}
chrome.test.runTests([
  async function notBelow() {
    const {socketId} = await kit.tcp.create({});
    const error = await kit.failure(kit.tcp.connect(socketId, 'a.localhost', 1));
    chrome.test.assertEq('Does not have permission', error.message);
    chrome.test.succeed();
  }
]);
