// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): bind, send, ReceiveInfo
// @promise  Sockets bound to an IPv6 address send to and receive from IPv6 addresses.
// @member   sockets.udp.bind.address sockets.udp.send.address sockets.udp.ReceiveInfo.remoteAddress
//           sockets.udp.SocketInfo.localAddress
// @needs    ipv6
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function loopback() {
    let receiver, sender, received;
    return bound({}, '::1').then(info => {
      receiver = info;
      chrome.test.assertEq('::1', info.localAddress);
      received = kit.on(chrome.sockets.udp.onReceive, info.socketId);
      return bound({}, '::');
    }).then(info => {
      sender = info;
      chrome.test.assertEq('::', info.localAddress);
      return kit.udp.send(sender.socketId, kit.bytes('six'), '::1', receiver.localPort);
    }).then(() => received.next()).then(info => {
      chrome.test.assertEq('six', kit.text(info.data));
      chrome.test.assertEq('::1', info.remoteAddress);
      chrome.test.assertEq(sender.localPort, info.remotePort);
      chrome.test.succeed();
    });
  }
]);
