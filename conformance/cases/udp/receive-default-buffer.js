// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): SocketProperties.bufferSize
// @promise  The default buffer is 4096 bytes: a datagram of that size is received, a larger one is too big.
// @member   sockets.udp.SocketProperties.bufferSize sockets.udp.onReceive sockets.udp.onReceiveError
//           sockets.udp.ReceiveErrorInfo.socketId sockets.udp.ReceiveErrorInfo.resultCode
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function justFits() {
    return bound().then(socket => {
      const received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
      return kit.udp.send(socket.socketId, new ArrayBuffer(4096), '127.0.0.1', socket.localPort)
        .then(() => received.next());
    }).then(info => {
      chrome.test.assertEq(4096, info.data.byteLength);
      chrome.test.succeed();
    });
  },
  function oneMore() {
    return bound().then(socket => {
      const errors = kit.on(chrome.sockets.udp.onReceiveError);
      return kit.udp.send(socket.socketId, new ArrayBuffer(4097), '127.0.0.1', socket.localPort)
        .then(() => errors.next()).then(info => {
          chrome.test.assertEq({socketId: socket.socketId, resultCode: -142}, info);
          chrome.test.succeed();
        });
    });
  }
]);
