// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): setPaused
// @promise  Nothing is received after setPaused(true) until the socket is un-paused.
// @member   sockets.udp.setPaused.paused sockets.udp.onReceive
// @row      5
// @needs    peer
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  async function nothingFollows() {
    const {socketId, localPort} = await bound();
    const received = kit.on(chrome.sockets.udp.onReceive, socketId);
    await kit.udp.setPaused(socketId, true);
    await kit.udp.send(socketId, kit.bytes('waits'), '127.0.0.1', localPort);
    await kit.settle();
    chrome.test.assertEq([], received.all);
    await kit.udp.setPaused(socketId, false);
    chrome.test.assertEq('waits', kit.text((await received.next()).data));
    chrome.test.succeed();
  }
]);
