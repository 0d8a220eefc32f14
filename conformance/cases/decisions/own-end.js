// @doc      Table of decisions, row 9
// @promise  The own disconnect or close of a socket that was reading gives onReceiveError -100, after the callback.
// @member   sockets.tcp.onReceiveError sockets.tcp.disconnect sockets.tcp.close
// @row      9
async function ended(how) {
  const pair = await kit.pair(), order = [];
  const errors = kit.on(chrome.sockets.tcp.onReceiveError, pair.client);
  chrome.sockets.tcp[how](pair.client, () => order.push('callback'));
  const error = await errors.next();
  order.push(error.resultCode);
  chrome.test.assertEq(['callback', -100], order);
  return pair.client;
}
chrome.test.runTests([
  async function ownDisconnect() {
    const id = await ended('disconnect');
    chrome.test.assertTrue((await kit.tcp.getInfo(id)).paused, 'left paused');
    chrome.test.succeed();
  },
  async function ownClose() {
    const id = await ended('close');
    chrome.test.assertEq('Socket not found', (await kit.failure(kit.tcp.getInfo(id))).message);
    chrome.test.succeed();
  }
]);
