// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): onReceive, onReceiveError
// @promise  Every listener hears of each datagram until it is removed.
// @member   sockets.udp.onReceive sockets.udp.onReceiveError
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function addAndRemove() {
    const event = chrome.sockets.udp.onReceive, heard = [];
    const first = () => heard.push('first'), second = () => heard.push('second');
    chrome.test.assertFalse(chrome.sockets.udp.onReceiveError.hasListeners());
    event.addListener(first);
    event.addListener(second);
    return bound().then(socket => {
      const received = kit.on(event, socket.socketId);
      const send = () => kit.udp.send(socket.socketId, kit.bytes('x'), '127.0.0.1', socket.localPort)
        .then(() => received.next());
      return send().then(() => {
        event.removeListener(first);
        return send();
      });
    }).then(() => {
      chrome.test.assertEq(['first', 'second', 'second'], heard);
      chrome.test.succeed();
    });
  }
]);
