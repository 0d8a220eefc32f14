// @doc      Table of decisions, row 18
// @promise  The pause may come any time before secure, also after the socket has been reading.
// @member   sockets.tcp.secure sockets.tcp.setPaused
// @row      18
// @needs    tls
chrome.test.runTests([
  async function pausedAfterConnect() {
    const id = await kit.connect(__config.peers.tls.good, {}, 'localhost'), stream = kit.receive(id);
    await kit.tcp.setPaused(id, true);
    chrome.test.assertEq(0, await kit.tcp.secure(id));
    await kit.tcp.setPaused(id, false);
    await kit.tcp.send(id, kit.bytes('echo\nlate'));
    chrome.test.assertEq('late', await stream.read(4));
    chrome.test.succeed();
  }
]);
