// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): close
// @promise  close destroys the socket; its id is no longer valid as soon as close is called.
// @member   sockets.udp.close.socketId
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function beforeTheCallback() {
    return bound().then(socket => {
      const closed = kit.udp.close(socket.socketId);
      return kit.failure(kit.udp.getInfo(socket.socketId)).then(error => {
        chrome.test.assertEq('Socket not found', error.message);
        chrome.test.assertEq(0, error.argc);
        return closed;
      }).then(() => kit.failure(kit.udp.close(socket.socketId)));
    }).then(error => {
      chrome.test.assertEq('Socket not found', error.message);
      chrome.test.succeed();
    });
  }
]);
