// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): bind
// @promise  The address 0.0.0.0 receives what is sent to any IPv4 address of the machine.
// @member   sockets.udp.bind.address sockets.udp.SocketInfo.localAddress
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function reachableOnLoopback() {
    let receiver, received;
    return bound({}, '0.0.0.0').then(info => {
      receiver = info;
      chrome.test.assertEq('0.0.0.0', info.localAddress);
      received = kit.on(chrome.sockets.udp.onReceive, info.socketId);
      return bound();
    }).then(sender => kit.udp.send(sender.socketId, kit.bytes('hi'), '127.0.0.1', receiver.localPort))
      .then(() => received.next()).then(info => {
        chrome.test.assertEq('127.0.0.1', info.remoteAddress);
        chrome.test.succeed();
      });
  }
]);
