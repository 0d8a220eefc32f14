// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): send, DnsQueryType
// @promise  The address may be a host name; with the type ipv4 its IPv4 address is used.
// @member   sockets.udp.send.address sockets.udp.send.dnsQueryType sockets.udp.DnsQueryType.ipv4
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function localhost() {
    return bound().then(socket => {
      const received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
      return kit.udp.send(socket.socketId, kit.bytes('by name'), 'localhost', socket.localPort, 'ipv4')
        .then(info => {
          chrome.test.assertEq({resultCode: 0, bytesSent: 7}, info);
          return received.next();
        });
    }).then(info => {
      chrome.test.assertEq('by name', kit.text(info.data));
      chrome.test.succeed();
    });
  }
]);
