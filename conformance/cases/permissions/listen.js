// @doc      chrome-sockets.md section 6, Permissions; chrome.sockets.tcpServer (Chinese v1, Traditional Chinese,
//           English v1), manifest "sockets"
// @promise  listen needs a pattern of tcpServer.listen that matches its address; a refusal has no result.
// @member   manifest.sockets.tcpServer.listen sockets.tcpServer.listen.address
// @row      1
// @sockets  {"tcpServer": {"listen": ["127.0.0.1:*"]}}
chrome.test.runTests([
  async function onlyThatAddress() {
    const {socketId} = await kit.tcpServer.create({});
    for (const other of ['0.0.0.0', '::1', '127.1', 'localhost', '']) {
      const error = await kit.failure(kit.tcpServer.listen(socketId, other, 0));
      chrome.test.assertEq('Does not have permission', error.message, other);
      chrome.test.assertEq(0, error.argc, other);
    }
    chrome.test.assertEq(0, await kit.tcpServer.listen(socketId, '127.0.0.1', 0));
    chrome.test.succeed();
  }
]);
