// @doc      Table of decisions, row 4; chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1),
//           setPaused
// @promise  setPaused(false) resumes accepting: what waited in the backlog comes first, then new connections.
// @member   sockets.tcpServer.setPaused.paused sockets.tcpServer.onAccept
// @row      4
chrome.test.runTests([
  async function serverResume() {
    const {socketId} = await kit.tcpServer.create({});
    const accepts = kit.on(chrome.sockets.tcpServer.onAccept, socketId);
    await kit.tcpServer.setPaused(socketId, true);
    await kit.tcpServer.listen(socketId, '127.0.0.1', 0);
    const {localPort} = await kit.tcpServer.getInfo(socketId);
    const clients = [await kit.connect(localPort), await kit.connect(localPort)];
    await kit.tcpServer.setPaused(socketId, false);
    clients.push(await kit.connect(localPort));
    for (const client of clients) {
      const accepted = await kit.tcp.getInfo((await accepts.next()).clientSocketId);
      chrome.test.assertEq((await kit.tcp.getInfo(client)).localPort, accepted.peerPort);
    }
    chrome.test.succeed();
  }
]);
