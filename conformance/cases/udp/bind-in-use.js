// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): bind
// @promise  A port that is in use gives a negative result, and the socket may be bound elsewhere.
// @member   sockets.udp.bind.port sockets.udp.bind.result
// @row      1
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function addressInUse() {
    let port, id;
    return bound().then(info => {
      port = info.localPort;
      return kit.udp.create({});
    }).then(info => {
      id = info.socketId;
      return kit.failure(kit.udp.bind(id, '127.0.0.1', port));
    }).then(error => {
      chrome.test.assertEq('net::ERR_ADDRESS_IN_USE', error.message);
      chrome.test.assertEq(-147, error.result);
      return kit.udp.bind(id, '127.0.0.1', 0);
    }).then(result => {
      chrome.test.assertEq(0, result);
      chrome.test.succeed();
    });
  }
]);
