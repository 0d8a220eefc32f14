// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): setBroadcast
// @promise  Broadcast datagrams may be sent once setBroadcast allows them, and no longer when it forbids them.
// @member   sockets.udp.setBroadcast.socketId sockets.udp.setBroadcast.enabled sockets.udp.setBroadcast.result
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  async function onlyWhenEnabled() {
    const {socketId, localPort} = await bound({}, '0.0.0.0');
    const received = kit.on(chrome.sockets.udp.onReceive, socketId);
    const shout = () => kit.udp.send(socketId, kit.bytes('all'), '127.255.255.255', localPort);
    const denied = async () => {
      const error = await kit.failure(shout());
      chrome.test.assertEq(['net::ERR_ACCESS_DENIED', {resultCode: -10}], [error.message, error.result]);
    };
    await denied();
    chrome.test.assertEq(0, await kit.udp.setBroadcast(socketId, true));
    await shout();
    chrome.test.assertEq('all', kit.text((await received.next()).data));
    chrome.test.assertEq(0, await kit.udp.setBroadcast(socketId, false));
    await denied();
    chrome.test.succeed();
  }
]);
