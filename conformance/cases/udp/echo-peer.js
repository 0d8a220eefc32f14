// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): send, onReceive
// @promise  A socket talks to other programs; data is bytes, not text.
// @member   sockets.udp.send sockets.udp.onReceive
// @needs    udp
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function echo() {
    return bound().then(socket => {
      const received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
      return kit.udp.send(socket.socketId, kit.bytes('\x00\xffbinary'), '127.0.0.1', __config.peers.udp)
        .then(() => received.next());
    }).then(info => {
      chrome.test.assertEq('\x00\xffbinary', kit.text(info.data));
      chrome.test.assertEq('127.0.0.1', info.remoteAddress);
      chrome.test.assertEq(__config.peers.udp, info.remotePort);
      chrome.test.succeed();
    });
  }
]);
