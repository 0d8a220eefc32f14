// @doc      chrome.sockets.tcp reference
// @promise  Argument errors are TypeErrors, thrown by the call itself: nothing is done and nothing is called back.
// @member   sockets.tcp.create sockets.tcp.update
// @row      1
chrome.test.runTests([
  async function argumentErrorsAreTypeErrors() {
    const {socketId} = await kit.tcp.create({name: 'before'});
    let thrown = null, called = false;
    try {
      chrome.sockets.tcp.update(socketId, {name: 'after', bogus: 1}, () => { called = true; });
    } catch (e) {
      thrown = e;
    }
    chrome.test.assertTrue(thrown instanceof TypeError, 'a TypeError');
    chrome.test.assertEq('before', (await kit.tcp.getInfo(socketId)).name);
    chrome.test.assertFalse(called, 'called back');
    chrome.test.assertEq(undefined, chrome.runtime.lastError);
    chrome.test.succeed();
  }
]);
