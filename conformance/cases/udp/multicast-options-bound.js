// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): setMulticastTimeToLive,
//           setMulticastLoopbackMode
// @promise  Multicast options are set before the socket is bound; afterwards it is too late.
// @member   sockets.udp.setMulticastTimeToLive.result sockets.udp.setMulticastLoopbackMode.result
// @row      1
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function tooLate() {
    return bound().then(socket => {
      const check = error => {
        chrome.test.assertEq('net::ERR_SOCKET_IS_CONNECTED', error.message);
        chrome.test.assertEq(-23, error.result);
      };
      return kit.failure(kit.udp.setMulticastTimeToLive(socket.socketId, 3)).then(check)
        .then(() => kit.failure(kit.udp.setMulticastLoopbackMode(socket.socketId, true))).then(check);
    }).then(() => chrome.test.succeed());
  }
]);
