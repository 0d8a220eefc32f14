// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): send, onReceive
// @promise  send sends its data as one datagram; onReceive tells who got it, the data, and the sender's address and
//           port.
// @member   sockets.udp.send.socketId sockets.udp.send.data sockets.udp.send.address sockets.udp.send.port
//           sockets.udp.SendInfo.resultCode sockets.udp.SendInfo.bytesSent
//           sockets.udp.onReceive sockets.udp.ReceiveInfo.socketId sockets.udp.ReceiveInfo.data
//           sockets.udp.ReceiveInfo.remoteAddress sockets.udp.ReceiveInfo.remotePort
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function oneDatagram() {
    let receiver, sender, received;
    return Promise.all([bound(), bound()]).then(sockets => {
      receiver = sockets[0];
      sender = sockets[1];
      received = kit.on(chrome.sockets.udp.onReceive);
      return kit.udp.send(sender.socketId, kit.bytes('ping'), '127.0.0.1', receiver.localPort);
    }).then(info => {
      chrome.test.assertEq({resultCode: 0, bytesSent: 4}, info);
      return received.next();
    }).then(info => {
      chrome.test.assertTrue(info.data instanceof ArrayBuffer, 'data is an ArrayBuffer');
      chrome.test.assertEq({
        socketId: receiver.socketId, data: kit.bytes('ping'),
        remoteAddress: '127.0.0.1', remotePort: sender.localPort
      }, info);
      chrome.test.succeed();
    });
  }
]);
