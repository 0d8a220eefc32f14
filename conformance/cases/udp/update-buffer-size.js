// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): update,
//           SocketProperties.bufferSize
// @promise  A new bufferSize counts for what is received from then on, also on a bound socket.
// @member   sockets.udp.update.properties sockets.udp.SocketProperties.bufferSize
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  async function largerBuffer() {
    const socket = await bound({bufferSize: 3}), sender = await bound();
    const received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
    const send = text => kit.udp.send(sender.socketId, kit.bytes(text), '127.0.0.1', socket.localPort);
    await kit.udp.update(socket.socketId, {bufferSize: 10});
    await send('a'); // the first one may still meet the old size
    chrome.test.assertEq('a', kit.text((await received.next()).data));
    await send('0123456789');
    chrome.test.assertEq('0123456789', kit.text((await received.next()).data));
    chrome.test.succeed();
  }
]);
