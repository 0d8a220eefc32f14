// @doc      chrome-sockets.md section 6, Permissions
// @promise  Of several patterns one that matches is enough.
// @member   manifest.sockets.tcpServer.listen
// @sockets  {"tcpServer": {"listen": ["127.0.0.2:*", "10.0.0.1:80", "127.0.0.1"]}}
chrome.test.runTests([
  async function oneIsEnough() {
    await kit.listen('127.0.0.1');
    await kit.listen('127.0.0.2');
    chrome.test.assertEq('Does not have permission', (await kit.failure(kit.listen('127.0.0.3'))).message);
    chrome.test.succeed();
  }
]);
