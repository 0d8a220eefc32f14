// @doc      Table of decisions, row 18
// @promise  secure keeps name, persistent and bufferSize of the socket.
// @member   sockets.tcp.secure sockets.tcp.SocketProperties.name sockets.tcp.SocketProperties.bufferSize
//           sockets.tcp.SocketProperties.persistent
// @row      18
// @needs    tls

// A paused connection, as Chromium needs it.
async function paused(port, address) {
  const {socketId} = await kit.tcp.create({});
  await kit.tcp.setPaused(socketId, true);
  await kit.tcp.connect(socketId, address || 'localhost', port);
  return socketId;
}
chrome.test.runTests([
  async function secureKeepsProperties() {
    const id = await paused(__config.peers.tls.good), stream = kit.receive(id);
    await kit.tcp.update(id, {name: 'n', persistent: true, bufferSize: 10});
    await kit.tcp.secure(id);
    const info = await kit.tcp.getInfo(id);
    chrome.test.assertEq(['n', true, 10], [info.name, info.persistent, info.bufferSize]);
    const events = kit.on(chrome.sockets.tcp.onReceive, id);
    await kit.tcp.setPaused(id, false);
    await kit.tcp.send(id, kit.bytes('echo\n' + '0123456789'.repeat(5)));
    await stream.read(50);
    chrome.test.assertTrue(events.all.every(event => event.data.byteLength <= 10), 'at most 10 bytes');
    await kit.tcp.close(id);
    chrome.test.succeed();
  }
]);
