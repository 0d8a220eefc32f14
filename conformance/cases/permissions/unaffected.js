// @doc      chrome-sockets.md section 6, Permissions
// @promise  A refusal leaves the socket as it is: it can be used where it is allowed.
// @member   sockets.tcp.connect sockets.tcpServer.listen
// @sockets  {"tcp": {"connect": "127.0.0.1"}, "tcpServer": {"listen": "127.0.0.1"}}
chrome.test.runTests([
  async function listensOn() {
    const server = await kit.listen(), before = await kit.tcpServer.getInfo(server.socketId);
    await kit.failure(kit.tcpServer.listen(server.socketId, '127.0.0.2', 0));
    chrome.test.assertEq(before, await kit.tcpServer.getInfo(server.socketId));
    const {socketId} = await kit.tcp.create({});
    await kit.failure(kit.tcp.connect(socketId, '127.0.0.2', server.port));
    chrome.test.assertEq(0, await kit.tcp.connect(socketId, '127.0.0.1', server.port));
    chrome.test.succeed();
  }
]);
