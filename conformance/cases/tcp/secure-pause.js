// @doc      chrome.sockets.tcp reference, secure
// @promise  setPaused holds the data of a secure socket like that of any other.
// @member   sockets.tcp.secure sockets.tcp.setPaused
// @needs    tls peer

// A paused connection, as Chromium needs it.
async function paused(port, address) {
  const {socketId} = await kit.tcp.create({});
  await kit.tcp.setPaused(socketId, true);
  await kit.tcp.connect(socketId, address || 'localhost', port);
  return socketId;
}
chrome.test.runTests([
  async function securePause() {
    const id = await paused(__config.peers.tls.good), stream = kit.receive(id);
    await kit.tcp.secure(id);
    await kit.tcp.send(id, kit.bytes('echo\nheld'));
    await kit.settle();
    chrome.test.assertEq('', stream.rest());
    await kit.tcp.setPaused(id, false);
    chrome.test.assertEq('held', await stream.read(4));
    chrome.test.succeed();
  }
]);
