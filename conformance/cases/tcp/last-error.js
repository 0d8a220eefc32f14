// @doc      chrome.sockets.tcp reference
// @promise  LastError is there while the callback of a failed call runs, and only then.
// @member   runtime.lastError sockets.tcp.getInfo
chrome.test.runTests([
  async function lastErrorLifetime() {
    const inside = await new Promise(resolve => {
      chrome.sockets.tcp.getInfo(999999, () => resolve(Object.assign({}, chrome.runtime.lastError)));
    });
    chrome.test.assertEq({message: 'Socket not found'}, inside);
    await kit.tcp.create({});
    chrome.test.assertFalse('lastError' in chrome.runtime, 'outside of a callback');
    const success = await new Promise(resolve => {
      chrome.sockets.tcp.create({}, () => resolve(chrome.runtime.lastError));
    });
    chrome.test.assertEq(undefined, success);
    chrome.test.succeed();
  }
]);
