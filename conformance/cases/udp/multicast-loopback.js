// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): setMulticastLoopbackMode
// @promise  With the loopback mode off, what a socket sends to a group does not come back to this machine.
// @member   sockets.udp.setMulticastLoopbackMode.socketId sockets.udp.setMulticastLoopbackMode.enabled
//           sockets.udp.setMulticastLoopbackMode.result
// @needs    multicast
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
const group = '239.255.77.2';
chrome.test.runTests([
  async function notHeardHere() {
    const {socketId} = await kit.udp.create({}), member = await bound({}, '0.0.0.0');
    const received = kit.on(chrome.sockets.udp.onReceive, member.socketId);
    const send = (text, to) => kit.udp.send(socketId, kit.bytes(text), to, member.localPort);
    chrome.test.assertEq(0, await kit.udp.setMulticastLoopbackMode(socketId, false));
    await kit.udp.bind(socketId, '0.0.0.0', 0);
    await kit.udp.joinGroup(member.socketId, group);
    await send('elsewhere', group);
    await send('here', '127.0.0.1');
    chrome.test.assertEq('here', kit.text((await received.next()).data));
    chrome.test.succeed();
  }
]);
