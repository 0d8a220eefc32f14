// @doc      chrome.sockets.tcp reference, connect
// @promise  A connect that failed leaves the socket as it was, without a receive error; it can connect again.
// @member   sockets.tcp.connect.result sockets.tcp.onReceiveError
chrome.test.runTests([
  async function connectAgain() {
    const {socketId} = await kit.tcp.create({});
    const errors = kit.on(chrome.sockets.tcp.onReceiveError, socketId);
    const before = await kit.tcp.getInfo(socketId);
    const error = await kit.failure(kit.tcp.connect(socketId, '127.0.0.1', 1));
    chrome.test.assertEq(['net::ERR_CONNECTION_REFUSED', -102, 1], [error.message, error.result, error.argc]);
    chrome.test.assertEq(before, await kit.tcp.getInfo(socketId));
    const server = await kit.listen();
    chrome.test.assertEq(0, await kit.tcp.connect(socketId, '127.0.0.1', server.port));
    chrome.test.assertEq([], errors.all);
    chrome.test.succeed();
  }
]);
