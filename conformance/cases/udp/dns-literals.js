// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): send, DnsQueryType
// @promise  dnsQueryType says which addresses a name may stand for; an address of the other family is not found.
// @member   sockets.udp.send.dnsQueryType sockets.udp.DnsQueryType.any sockets.udp.DnsQueryType.ipv4
//           sockets.udp.DnsQueryType.ipv6
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function sameFamily() {
    return bound().then(socket => {
      const received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
      return ['any', 'ipv4', undefined, null].reduce((before, type) => before.then(() =>
        kit.udp.send(socket.socketId, kit.bytes('x'), '127.0.0.1', socket.localPort, type)
      ).then(() => received.next()), Promise.resolve());
    }).then(() => chrome.test.succeed());
  },
  function otherFamily() {
    return bound().then(socket => kit.failure(
      kit.udp.send(socket.socketId, kit.bytes('x'), '127.0.0.1', socket.localPort, 'ipv6')
    )).then(error => {
      chrome.test.assertEq('net::ERR_NAME_NOT_RESOLVED', error.message);
      chrome.test.assertEq({resultCode: -105}, error.result);
      chrome.test.succeed();
    });
  }
]);
