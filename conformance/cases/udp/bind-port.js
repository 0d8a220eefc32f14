// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): bind
// @promise  The socket is bound to the port it was given.
// @member   sockets.udp.bind.port sockets.udp.close
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function thatPort() {
    let port, id;
    return bound().then(info => {
      port = info.localPort;
      return kit.udp.close(info.socketId);
    }).then(() => kit.udp.create({})).then(info => {
      id = info.socketId;
      return kit.udp.bind(id, '127.0.0.1', port);
    }).then(() => kit.udp.getInfo(id)).then(info => {
      chrome.test.assertEq(port, info.localPort);
      chrome.test.succeed();
    });
  }
]);
