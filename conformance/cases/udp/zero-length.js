// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): send, onReceive
// @promise  An empty datagram is one too: it is sent, and received with no data.
// @member   sockets.udp.send.data sockets.udp.SendInfo.bytesSent sockets.udp.ReceiveInfo.data
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function empty() {
    return bound().then(socket => {
      const received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
      return kit.udp.send(socket.socketId, new ArrayBuffer(0), '127.0.0.1', socket.localPort).then(info => {
        chrome.test.assertEq({resultCode: 0, bytesSent: 0}, info);
        return received.next();
      });
    }).then(info => {
      chrome.test.assertEq(0, info.data.byteLength);
      chrome.test.assertTrue(info.data instanceof ArrayBuffer, 'data is an ArrayBuffer');
      chrome.test.succeed();
    });
  }
]);
