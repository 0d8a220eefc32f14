// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): send, DnsQueryType
// @promise  With the type ipv6 the IPv6 address of a host name is used.
// @member   sockets.udp.send.dnsQueryType sockets.udp.DnsQueryType.ipv6
// @needs    ipv6
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function localhost() {
    return bound({}, '::1').then(socket => {
      const received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
      return kit.udp.send(socket.socketId, kit.bytes('by name'), 'localhost', socket.localPort, 'ipv6')
        .then(() => received.next());
    }).then(info => {
      chrome.test.assertEq('::1', info.remoteAddress);
      chrome.test.succeed();
    });
  }
]);
