// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): send
// @promise  The data is what it was when send was called.
// @member   sockets.udp.send.data
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function changedAfterwards() {
    return bound().then(socket => {
      const received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
      const data = new Uint8Array(kit.bytes('before'));
      const sent = kit.udp.send(socket.socketId, data.buffer, '127.0.0.1', socket.localPort);
      data.fill(0);
      return sent.then(() => received.next());
    }).then(info => {
      chrome.test.assertEq('before', kit.text(info.data));
      chrome.test.succeed();
    });
  }
]);
