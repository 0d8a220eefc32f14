// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): send
// @promise  A datagram that cannot be sent gives a negative result code, and the socket remains usable.
// @member   sockets.udp.send.address sockets.udp.send.port sockets.udp.SendInfo.resultCode
// @row      1
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
// fails: a test of that name in which a datagram cannot be sent, and the next one can.
function fails(name, address, port, code, message) {
  const test = async function () {
    const socket = await bound(), received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
    const error = await kit.failure(kit.udp.send(socket.socketId, kit.bytes('x'), address, port));
    chrome.test.assertEq([message, {resultCode: code}, 1], [error.message, error.result, error.argc]);
    await kit.udp.send(socket.socketId, kit.bytes('y'), '127.0.0.1', socket.localPort);
    chrome.test.assertEq('y', kit.text((await received.next()).data));
    chrome.test.succeed();
  };
  Object.defineProperty(test, 'name', {value: name});
  return test;
}
chrome.test.runTests([
  fails('portZero', '127.0.0.1', 0, -4, 'net::ERR_INVALID_ARGUMENT'),
  fails('otherFamily', '::1', 9, -109, 'net::ERR_ADDRESS_UNREACHABLE'),
  fails('noName', '', 9, -105, 'net::ERR_NAME_NOT_RESOLVED')
]);
