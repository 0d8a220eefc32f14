// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): onReceive
// @promise  Each datagram is an event of its own, in the order they came.
// @member   sockets.udp.onReceive sockets.udp.ReceiveInfo.data
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function oneEventEach() {
    const texts = ['one', '', 'three', 'four and more'];
    return Promise.all([bound(), bound()]).then(sockets => {
      const received = kit.on(chrome.sockets.udp.onReceive, sockets[0].socketId);
      texts.forEach(text => {
        chrome.sockets.udp.send(sockets[1].socketId, kit.bytes(text), '127.0.0.1', sockets[0].localPort, () => {});
      });
      return Promise.all(texts.map(() => received.next()));
    }).then(infos => {
      chrome.test.assertEq(texts, infos.map(info => kit.text(info.data)));
      chrome.test.succeed();
    });
  }
]);
