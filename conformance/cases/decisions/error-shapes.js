// @doc      Table of decisions, row 1
// @promise  An unknown id calls back without arguments, a network failure with its code; lastError has the texts of
//           Chromium.
// @member   sockets.tcp.connect sockets.tcpServer.listen sockets.udp.bind runtime.lastError
// @row      1
async function shape(promise) {
  const error = await kit.failure(promise);
  return [error.argc, error.result, error.message];
}
chrome.test.runTests([
  async function unknownId() {
    const expected = [0, undefined, 'Socket not found'];
    chrome.test.assertEq(expected, await shape(kit.tcp.connect(999999, '127.0.0.1', 1)));
    chrome.test.assertEq(expected, await shape(kit.tcpServer.listen(999999, '127.0.0.1', 0)));
    chrome.test.assertEq(expected, await shape(kit.udp.bind(999999, '127.0.0.1', 0)));
    chrome.test.succeed();
  },
  async function networkFailure() {
    const tcp = await kit.tcp.create({}), server = await kit.tcpServer.create({}), udp = await kit.udp.create({});
    chrome.test.assertEq([1, -102, 'net::ERR_CONNECTION_REFUSED'],
      await shape(kit.tcp.connect(tcp.socketId, '127.0.0.1', 1)));
    chrome.test.assertEq([1, -4, 'net::ERR_INVALID_ARGUMENT'],
      await shape(kit.tcpServer.listen(server.socketId, 'localhost', 0)));
    chrome.test.assertEq([1, -4, 'net::ERR_INVALID_ARGUMENT'],
      await shape(kit.udp.bind(udp.socketId, 'localhost', 0)));
    chrome.test.succeed();
  },
  async function sendFailure() {
    const {socketId} = await kit.tcp.create({});
    chrome.test.assertEq([1, {resultCode: -15}, 'net::ERR_SOCKET_NOT_CONNECTED'],
      await shape(kit.tcp.send(socketId, kit.bytes('x'))));
    chrome.test.succeed();
  }
]);
