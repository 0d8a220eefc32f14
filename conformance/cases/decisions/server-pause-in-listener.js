// @doc      Table of decisions, rows 4 and 6
// @promise  A listener of onAccept may pause the server: the next connection comes after it is resumed.
// @member   sockets.tcpServer.setPaused.paused sockets.tcpServer.onAccept
// @row      4 6
// @needs    peer
chrome.test.runTests([
  async function serverPauseInListener() {
    const server = await kit.listen();
    const accepts = kit.on(chrome.sockets.tcpServer.onAccept, server.socketId);
    chrome.sockets.tcpServer.onAccept.addListener(() => chrome.sockets.tcpServer.setPaused(server.socketId, true));
    await kit.connect(server.port);
    await accepts.next();
    await kit.settle();
    await kit.connect(server.port);
    await kit.settle();
    chrome.test.assertEq(1, accepts.all.length);
    await kit.tcpServer.setPaused(server.socketId, false);
    await accepts.next();
    chrome.test.succeed();
  }
]);
