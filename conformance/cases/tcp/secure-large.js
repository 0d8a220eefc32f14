// @doc      chrome.sockets.tcp reference, secure
// @promise  Large data goes over TLS whole, in both directions and in events of at most 4096 bytes.
// @member   sockets.tcp.secure sockets.tcp.send sockets.tcp.onReceive
// @needs    tls

// A paused connection, as Chromium needs it.
async function paused(port, address) {
  const {socketId} = await kit.tcp.create({});
  await kit.tcp.setPaused(socketId, true);
  await kit.tcp.connect(socketId, address || 'localhost', port);
  return socketId;
}
chrome.test.runTests([
  async function secureLarge() {
    const size = 1 << 20, id = await paused(__config.peers.tls.good);
    await kit.tcp.secure(id);
    const events = kit.on(chrome.sockets.tcp.onReceive, id);
    await kit.tcp.setPaused(id, false);
    await kit.tcp.send(id, kit.bytes('echo\n'));
    chrome.test.assertEq({bytesSent: size, resultCode: 0}, await kit.tcp.send(id, new Uint8Array(size).fill(7)));
    let received = 0;
    while (received < size) {
      const view = new Uint8Array((await events.next()).data);
      chrome.test.assertTrue(view.length <= 4096 && view[0] === 7 && view[view.length - 1] === 7, 'the data');
      received += view.length;
    }
    chrome.test.assertEq(size, received);
    chrome.test.succeed();
  }
]);
