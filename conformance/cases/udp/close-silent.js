// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): close, onReceiveError
// @promise  Closing a socket is no network error: onReceiveError is not raised for it.
// @member   sockets.udp.close sockets.udp.onReceiveError
// @needs    peer
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function noError() {
    const errors = kit.on(chrome.sockets.udp.onReceiveError);
    return bound().then(socket => kit.udp.close(socket.socketId)).then(() => kit.settle()).then(() => {
      chrome.test.assertEq([], errors.all);
      chrome.test.succeed();
    });
  }
]);
