// @doc      chrome.sockets.tcp reference, secure
// @promise  secure turns the connection into TLS with result 0; un-paused, the socket sends and receives over it.
// @member   sockets.tcp.secure.socketId sockets.tcp.secure.result
// @needs    tls

// A paused connection, as Chromium needs it.
async function paused(port, address) {
  const {socketId} = await kit.tcp.create({});
  await kit.tcp.setPaused(socketId, true);
  await kit.tcp.connect(socketId, address || 'localhost', port);
  return socketId;
}
chrome.test.runTests([
  async function secure() {
    const id = await paused(__config.peers.tls.good), stream = kit.receive(id);
    chrome.test.assertEq(0, await kit.tcp.secure(id));
    const info = await kit.tcp.getInfo(id);
    chrome.test.assertEq([true, true, __config.peers.tls.good], [info.connected, info.paused, info.peerPort]);
    await kit.tcp.setPaused(id, false);
    chrome.test.assertEq({bytesSent: 9, resultCode: 0}, await kit.tcp.send(id, kit.bytes('echo\nhush')));
    chrome.test.assertEq('hush', await stream.read(4));
    chrome.test.succeed();
  }
]);
