// @doc      chrome.sockets.tcp reference, setPaused
// @promise  The pause is about receiving: a paused socket can send.
// @member   sockets.tcp.setPaused sockets.tcp.send
chrome.test.runTests([
  async function pausedSocketSends() {
    const pair = await kit.pair(), stream = kit.receive(pair.client);
    chrome.test.assertTrue((await kit.tcp.getInfo(pair.accepted)).paused);
    await kit.tcp.send(pair.accepted, kit.bytes('from a paused socket'));
    chrome.test.assertEq('from a paused socket', await stream.read(20));
    chrome.test.succeed();
  }
]);
