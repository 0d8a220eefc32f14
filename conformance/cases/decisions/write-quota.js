// @doc      Table of decisions, row 15
// @promise  A send that would make more than 200 MiB in flight fails without arguments, before the id is looked at.
// @member   sockets.tcp.send.data runtime.lastError
// @row      15
chrome.test.runTests([
  async function writeQuota() {
    const error = await kit.failure(kit.tcp.send(999999, new ArrayBuffer((200 << 20) + 1)));
    chrome.test.assertEq(['Exceeded write quota.', 0], [error.message, error.argc]);
    const another = await kit.failure(kit.tcp.send(999999, kit.bytes('x'))); // nothing is in flight
    chrome.test.assertEq('Socket not found', another.message);
    chrome.test.succeed();
  }
]);
