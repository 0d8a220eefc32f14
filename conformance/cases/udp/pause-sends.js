// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): setPaused
// @promise  The pause is about receiving: a paused socket sends.
// @member   sockets.udp.setPaused sockets.udp.send
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function pausedSender() {
    return Promise.all([bound(), bound()]).then(sockets => {
      const received = kit.on(chrome.sockets.udp.onReceive, sockets[0].socketId);
      return kit.udp.setPaused(sockets[1].socketId, true)
        .then(() => kit.udp.send(sockets[1].socketId, kit.bytes('x'), '127.0.0.1', sockets[0].localPort))
        .then(() => received.next());
    }).then(() => chrome.test.succeed());
  }
]);
