// @doc      Table of decisions, row 12
// @promise  A second listen on a listening socket moves it: the new address accepts, the old one is released.
// @member   sockets.tcpServer.listen sockets.tcpServer.onAccept sockets.tcpServer.onAcceptError
// @row      12
// @needs    peer
chrome.test.runTests([
  async function secondListen() {
    const {socketId, port} = await kit.listen();
    const accepts = kit.on(chrome.sockets.tcpServer.onAccept), errors = kit.on(chrome.sockets.tcpServer.onAcceptError);
    chrome.test.assertEq(0, await kit.tcpServer.listen(socketId, '127.0.0.1', 0));
    await kit.settle();
    chrome.test.assertEq([], errors.all);
    const info = await kit.tcpServer.getInfo(socketId);
    chrome.test.assertFalse(info.paused);
    chrome.test.assertFalse(info.localPort === port, 'the port is another one');
    chrome.test.assertEq(-102, (await kit.failure(kit.connect(port))).result);
    await kit.connect(info.localPort);
    chrome.test.assertEq(socketId, (await accepts.next()).socketId);
    chrome.test.succeed();
  }
]);
