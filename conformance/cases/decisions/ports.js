// @doc      Table of decisions, row 13
// @promise  A port below 0 or above 65535 is an invalid argument.
// @member   sockets.tcp.connect.peerPort sockets.tcpServer.listen.port sockets.udp.bind.port sockets.udp.send.port
// @row      13
const bad = [-1, 65536, 70000, 2147483647, -2147483648];

// fails: a test of that name in which call(port) fails for every bad port.
function fails(name, code, prepare) {
  const test = async function () {
    const call = await prepare();
    for (const port of bad) {
      const error = await kit.failure(call(port));
      chrome.test.assertEq(['net::ERR_INVALID_ARGUMENT', code, 1], [error.message, error.result, error.argc], port);
    }
    chrome.test.succeed();
  };
  Object.defineProperty(test, 'name', {value: name});
  return test;
}

chrome.test.runTests([
  fails('connect', -4, async function () {
    const {socketId} = await kit.tcp.create({});
    return port => kit.tcp.connect(socketId, '127.0.0.1', port);
  }),
  fails('listen', -4, async function () {
    const {socketId} = await kit.tcpServer.create({});
    return port => kit.tcpServer.listen(socketId, '127.0.0.1', port);
  }),
  fails('bind', -4, async function () {
    const {socketId} = await kit.udp.create({});
    return port => kit.udp.bind(socketId, '127.0.0.1', port);
  }),
  fails('send', {resultCode: -4}, async function () {
    const {socketId} = await kit.udp.create({});
    await kit.udp.bind(socketId, '127.0.0.1', 0);
    return port => kit.udp.send(socketId, kit.bytes('x'), '127.0.0.1', port);
  })
]);
