// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): send
// @promise  The data is binary: a typed array or DataView stands for the bytes it shows.
// @member   sockets.udp.send.data
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function onlyWhatTheViewShows() {
    const buffer = kit.bytes('0123456789');
    return bound().then(socket => {
      const received = kit.on(chrome.sockets.udp.onReceive, socket.socketId);
      const send = data => kit.udp.send(socket.socketId, data, '127.0.0.1', socket.localPort)
        .then(() => received.next()).then(info => kit.text(info.data));
      return send(new Uint8Array(buffer, 2, 3)).then(text => {
        chrome.test.assertEq('234', text);
        return send(new DataView(buffer, 8));
      }).then(text => {
        chrome.test.assertEq('89', text);
        chrome.test.succeed();
      });
    });
  }
]);
