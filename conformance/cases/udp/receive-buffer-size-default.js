// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): SocketProperties.bufferSize,
//           SocketInfo.bufferSize
// @promise  A bufferSize of 0 or less is the default, and getInfo does not tell it.
// @member   sockets.udp.SocketProperties.bufferSize sockets.udp.SocketInfo.bufferSize
// @row      14
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([0, -5].map(size => {
  const test = function () {
    return bound({bufferSize: size}).then(socket => {
      chrome.test.assertFalse('bufferSize' in socket);
      const received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
      return kit.udp.send(socket.socketId, new ArrayBuffer(4096), '127.0.0.1', socket.localPort)
        .then(() => received.next());
    }).then(info => {
      chrome.test.assertEq(4096, info.data.byteLength);
      chrome.test.succeed();
    });
  };
  Object.defineProperty(test, 'name', {value: 'bufferSize ' + size});
  return test;
}));
