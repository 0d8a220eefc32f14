// @doc      Table of decisions, row 12
// @promise  When the second listen fails nothing changes: the first address goes on accepting.
// @member   sockets.tcpServer.listen.result sockets.tcpServer.onAccept
// @row      12
// @needs    peer

// listensOn: the second listen, on a port, fails and the server accepts as before.
async function listensOn(server, port) {
  const accepts = kit.on(chrome.sockets.tcpServer.onAccept, server.socketId);
  const error = await kit.failure(kit.tcpServer.listen(server.socketId, '127.0.0.1', port));
  chrome.test.assertEq(['net::ERR_ADDRESS_IN_USE', -147], [error.message, error.result]);
  await kit.settle();
  chrome.test.assertTrue((await kit.tcpServer.getInfo(server.socketId)).localPort === server.port);
  await kit.connect(server.port);
  await accepts.next();
  chrome.test.succeed();
}

chrome.test.runTests([
  async function secondListenInUse() { await listensOn(await kit.listen(), (await kit.listen()).port); },
  async function secondListenOwnPort() {
    const server = await kit.listen();
    await listensOn(server, server.port);
  }
]);
