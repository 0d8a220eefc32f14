// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): onReceive
// @promise  What comes while nobody listens to onReceive is not kept for a later listener.
// @member   sockets.udp.onReceive
// @row      16
// @needs    peer
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function notKept() {
    return bound().then(socket => {
      const send = text => kit.udp.send(socket.socketId, kit.bytes(text), '127.0.0.1', socket.localPort);
      return send('lost').then(() => kit.settle()).then(() => {
        const received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
        return send('heard').then(() => received.next());
      });
    }).then(info => {
      chrome.test.assertEq('heard', kit.text(info.data));
      chrome.test.succeed();
    });
  }
]);
