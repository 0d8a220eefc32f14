// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): send
// @promise  A datagram can be as large as the protocol allows, 65507 bytes, and not larger.
// @member   sockets.udp.send.data sockets.udp.SendInfo.resultCode sockets.udp.SocketProperties.bufferSize
// @row      1
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function largest() {
    return bound({bufferSize: 65536}).then(socket => {
      const received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
      return kit.udp.send(socket.socketId, new ArrayBuffer(65507), '127.0.0.1', socket.localPort).then(info => {
        chrome.test.assertEq({resultCode: 0, bytesSent: 65507}, info);
        return received.next();
      });
    }).then(info => {
      chrome.test.assertEq(65507, info.data.byteLength);
      chrome.test.succeed();
    });
  },
  function tooLarge() {
    return bound().then(socket => [65508, 100000].reduce((before, size) => before.then(() =>
      kit.failure(kit.udp.send(socket.socketId, new ArrayBuffer(size), '127.0.0.1', socket.localPort))
    ).then(error => {
      chrome.test.assertEq('net::ERR_MSG_TOO_BIG', error.message);
      chrome.test.assertEq({resultCode: -142}, error.result);
    }), Promise.resolve())).then(() => chrome.test.succeed());
  }
]);
