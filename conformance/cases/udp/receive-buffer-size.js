// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): SocketProperties.bufferSize
// @promise  A datagram as large as bufferSize is received as a whole.
// @member   sockets.udp.SocketProperties.bufferSize sockets.udp.ReceiveInfo.data
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([1, 3, 5000, 65536].map(size => {
  const test = function () {
    const length = Math.min(size, 60000);
    return bound({bufferSize: size}).then(socket => {
      const received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
      return kit.udp.send(socket.socketId, new ArrayBuffer(length), '127.0.0.1', socket.localPort)
        .then(() => received.next());
    }).then(info => {
      chrome.test.assertEq(length, info.data.byteLength);
      chrome.test.succeed();
    });
  };
  Object.defineProperty(test, 'name', {value: 'bufferSize ' + size});
  return test;
}));
