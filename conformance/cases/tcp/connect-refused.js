// @doc       chrome.sockets.tcp reference, connect
// @promise   A connection that is refused is a negative result with lastError, and the socket stays usable.
// @member    sockets.tcp.connect.result runtime.lastError
// @row       1
chrome.test.runTests([
  async function refused() {
    // A port that was free a moment ago.
    const server = await kit.listen();
    await kit.tcpServer.close(server.socketId);
    const {socketId} = await kit.tcp.create({});
    const error = await kit.failure(kit.tcp.connect(socketId, '127.0.0.1', server.port));
    chrome.test.assertEq('net::ERR_CONNECTION_REFUSED', error.message);
    chrome.test.assertEq(-102, error.result);
    chrome.test.assertFalse((await kit.tcp.getInfo(socketId)).connected, 'connected');
    chrome.test.succeed();
  }
]);
