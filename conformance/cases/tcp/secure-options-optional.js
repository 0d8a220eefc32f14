// @doc      chrome.sockets.tcp reference, secure
// @promise  Options may be left out in the middle, be null or undefined, and be empty.
// @member   sockets.tcp.secure.options sockets.tcp.SecureOptions.tlsVersion
// @needs    tls

// A paused connection, as Chromium needs it.
async function paused(port, address) {
  const {socketId} = await kit.tcp.create({});
  await kit.tcp.setPaused(socketId, true);
  await kit.tcp.connect(socketId, address || 'localhost', port);
  return socketId;
}
chrome.test.runTests([
  async function secureWithoutOptions() {
    for (const rest of [[], [undefined], [null], [{}], [{tlsVersion: undefined}], [{tlsVersion: {}}]]) {
      const id = await paused(__config.peers.tls.good);
      chrome.test.assertEq(0, await kit.tcp.secure.apply(null, [id].concat(rest)));
    }
    chrome.test.succeed();
  }
]);
