// @doc      Table of decisions, row 2
// @promise  A promise rejects with an Error that has the text lastError would have.
// @member   sockets.tcp.getInfo sockets.tcp.close
// @row      2
chrome.test.runTests([
  async function promisesReject() {
    const tcp = chrome.sockets.tcp;
    for (const call of [
      tcp.update(999999, {}), tcp.setPaused(999999, true), tcp.disconnect(999999), tcp.close(999999),
      tcp.getInfo(999999)
    ]) {
      const error = await call.then(() => chrome.test.fail('resolved'), e => e);
      chrome.test.assertTrue(error instanceof Error, 'an Error');
      chrome.test.assertEq('Error: Socket not found', String(error));
    }
    chrome.test.assertEq(undefined, chrome.runtime.lastError);
    chrome.test.succeed();
  }
]);
