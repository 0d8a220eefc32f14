// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): send
// @promise  A socket may send to its own address.
// @member   sockets.udp.send.address sockets.udp.send.port
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function ownAddress() {
    return bound().then(socket => {
      const received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
      return kit.udp.send(socket.socketId, kit.bytes('note'), socket.localAddress, socket.localPort)
        .then(() => received.next())
        .then(info => {
          chrome.test.assertEq('note', kit.text(info.data));
          chrome.test.assertEq(socket.localPort, info.remotePort);
          chrome.test.succeed();
        });
    });
  }
]);
