// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): joinGroup, leaveGroup
// @promise  A socket that joined a multicast group receives what is sent to it, and no more after it left. By default
//           this machine gets its own multicast datagrams.
// @member   sockets.udp.joinGroup.socketId sockets.udp.joinGroup.address sockets.udp.joinGroup.result
//           sockets.udp.leaveGroup.socketId sockets.udp.leaveGroup.address sockets.udp.leaveGroup.result
// @needs    multicast
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  async function whileJoined() {
    const member = await bound({}, '0.0.0.0'), sender = await bound({}, '0.0.0.0');
    // On Linux a socket bound to 0.0.0.0 also gets what other sockets of the machine have joined: a group of its own.
    const group = `239.255.${member.localPort >> 8}.${member.localPort & 255}`;
    const received = kit.on(chrome.sockets.udp.onReceive, member.socketId);
    const send = (text, to) => kit.udp.send(sender.socketId, kit.bytes(text), to, member.localPort);
    chrome.test.assertEq(0, await kit.udp.joinGroup(member.socketId, group));
    await send('to the group', group);
    const info = await received.next();
    chrome.test.assertEq('to the group', kit.text(info.data));
    chrome.test.assertEq(sender.localPort, info.remotePort);
    chrome.test.assertEq(0, await kit.udp.leaveGroup(member.socketId, group));
    await send('to nobody', group);
    await send('to one', '127.0.0.1');
    chrome.test.assertEq('to one', kit.text((await received.next()).data));
    chrome.test.succeed();
  }
]);
