// @doc      Table of decisions, row 16
// @promise  data that arrives while nobody listens to onReceive is discarded; a later listener does not get it.
// @member   sockets.tcp.onReceive
// @row      16
// @needs    peer
chrome.test.runTests([
  async function discardedWithoutListener() {
    const pair = await kit.pair();
    const errors = kit.on(chrome.sockets.tcp.onReceiveError, pair.accepted);
    chrome.test.assertFalse(chrome.sockets.tcp.onReceive.hasListeners(), 'somebody listens');
    await kit.tcp.setPaused(pair.accepted, false);
    await kit.tcp.send(pair.client, kit.bytes('lost'));
    await kit.tcp.disconnect(pair.client);
    chrome.test.assertEq(-100, (await errors.next()).resultCode); // the data came before
    const events = kit.on(chrome.sockets.tcp.onReceive, pair.accepted);
    await kit.tcp.setPaused(pair.accepted, false);
    await kit.settle();
    chrome.test.assertEq([], events.all);
    chrome.test.succeed();
  }
]);
