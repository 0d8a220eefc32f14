// @doc      Table of decisions, row 20
// @promise  Nothing is suspended unless that was asked for: a listening socket that is not persistent lives on while
//           the app does nothing at all.
// @member   sockets.tcpServer.SocketProperties.persistent sockets.tcpServer.onAccept
// @row      20
// @needs    peer
// @chromium skip an idle app is suspended after about 15 s, longer than a case may take
chrome.test.runTests([
  async function noSuspension() {
    const server = await kit.listen();
    const accepts = kit.on(chrome.sockets.tcpServer.onAccept, server.socketId);
    chrome.test.assertEq(false, (await kit.tcpServer.getInfo(server.socketId)).persistent);
    // The app does nothing until somebody else connects, a while later.
    const dialer = await kit.peer('close 300');
    await kit.on(chrome.sockets.tcp.onReceiveError, dialer).next();
    await kit.connect(server.port);
    await accepts.next();
    chrome.test.succeed();
  }
]);
