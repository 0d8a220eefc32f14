// @doc      chrome-sockets.md section 6, Permissions; chrome.sockets.tcpServer (Chinese v1, Traditional Chinese,
//           English v1), listen
// @promise  Port 0 is compared as it is: a pattern with another port does not allow it.
// @member   manifest.sockets.tcpServer.listen sockets.tcpServer.listen.port
// @sockets  {"tcpServer": {"listen": ["127.0.0.1:8080", "127.0.0.2:*"]}}
chrome.test.runTests([
  async function noFreePort() {
    const {socketId} = await kit.tcpServer.create({});
    const error = await kit.failure(kit.tcpServer.listen(socketId, '127.0.0.1', 0));
    chrome.test.assertEq('Does not have permission', error.message);
    chrome.test.assertEq(0, await kit.tcpServer.listen(socketId, '127.0.0.2', 0));
    chrome.test.succeed();
  }
]);
