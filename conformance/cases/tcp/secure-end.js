// @doc      chrome.sockets.tcp reference, secure
// @promise  The peer's end comes over TLS as on a plain connection: after the data, with -100.
// @member   sockets.tcp.secure sockets.tcp.onReceiveError
// @needs    tls

// A paused connection, as Chromium needs it.
async function paused(port, address) {
  const {socketId} = await kit.tcp.create({});
  await kit.tcp.setPaused(socketId, true);
  await kit.tcp.connect(socketId, address || 'localhost', port);
  return socketId;
}
chrome.test.runTests([
  async function secureEnd() {
    const id = await paused(__config.peers.tls.good), stream = kit.receive(id);
    await kit.tcp.secure(id);
    await kit.tcp.setPaused(id, false);
    await kit.tcp.send(id, kit.bytes('fin farewell\n'));
    chrome.test.assertEq('farewell', await stream.read(8));
    chrome.test.assertEq(-100, await stream.end());
    const info = await kit.tcp.getInfo(id);
    chrome.test.assertEq([false, true], [info.connected, info.paused]);
    chrome.test.succeed();
  }
]);
