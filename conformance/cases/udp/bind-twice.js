// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): bind
// @promise  A bound socket cannot be bound again; it stays where it is.
// @member   sockets.udp.bind
// @row      1
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function secondBind() {
    let before;
    return bound().then(info => {
      before = info;
      return kit.failure(kit.udp.bind(info.socketId, '127.0.0.1', 0));
    }).then(error => {
      chrome.test.assertEq('net::ERR_CONNECTION_FAILED', error.message);
      chrome.test.assertEq(-104, error.result);
      return kit.udp.getInfo(before.socketId);
    }).then(info => {
      chrome.test.assertEq(before, info);
      chrome.test.succeed();
    });
  }
]);
