// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): close, send
// @promise  What was sent before close is not lost by it.
// @member   sockets.udp.close sockets.udp.send
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function sentFirst() {
    return Promise.all([bound(), bound()]).then(sockets => {
      const received = kit.on(chrome.sockets.udp.onReceive, sockets[0].socketId);
      const sent = kit.udp.send(sockets[1].socketId, kit.bytes('bye'), '127.0.0.1', sockets[0].localPort);
      return sent.then(() => kit.udp.close(sockets[1].socketId)).then(() => received.next());
    }).then(info => {
      chrome.test.assertEq('bye', kit.text(info.data));
      chrome.test.succeed();
    });
  }
]);
