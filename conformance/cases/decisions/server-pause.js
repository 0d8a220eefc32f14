// @doc      Table of decisions, row 6; chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1),
//           setPaused
// @promise  No onAccept follows setPaused(true), even of a socket that was accepting; the connections wait.
// @member   sockets.tcpServer.setPaused.paused sockets.tcpServer.onAccept
// @row      6
// @needs    peer
chrome.test.runTests([
  async function serverPause() {
    const server = await kit.listen();
    const accepts = kit.on(chrome.sockets.tcpServer.onAccept, server.socketId);
    await kit.tcpServer.setPaused(server.socketId, true);
    await kit.connect(server.port);
    await kit.settle();
    chrome.test.assertEq([], accepts.all);
    chrome.test.succeed();
  }
]);
