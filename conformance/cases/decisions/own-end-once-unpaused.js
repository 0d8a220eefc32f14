// @doc      Table of decisions, row 9
// @promise  A socket that was un-paused at any time during the connection reports its own end, although paused now.
// @member   sockets.tcp.onReceiveError sockets.tcp.setPaused
// @row      9
chrome.test.runTests([
  async function pausedAfterwards() {
    const pair = await kit.pair();
    const errors = kit.on(chrome.sockets.tcp.onReceiveError, pair.client);
    await kit.tcp.setPaused(pair.client, true);
    await kit.tcp.close(pair.client);
    chrome.test.assertEq({resultCode: -100, socketId: pair.client}, await errors.next());
    chrome.test.succeed();
  }
]);
