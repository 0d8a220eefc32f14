// @doc       chrome.sockets.tcp reference, setPaused
// @promise   A paused socket gives no onReceive; what arrived meanwhile comes when it is unpaused.
// @member    sockets.tcp.setPaused.socketId sockets.tcp.setPaused.paused
// @needs     peer
chrome.test.runTests([
  async function pauseAndResume() {
    const pair = await kit.pair();
    const events = kit.on(chrome.sockets.tcp.onReceive, pair.accepted);
    await kit.tcp.send(pair.client, kit.bytes('held'));
    await kit.settle();
    chrome.test.assertEq(0, events.all.length, 'onReceive while paused');
    await kit.tcp.setPaused(pair.accepted, false);
    chrome.test.assertEq('held', kit.text((await events.next()).data));
    chrome.test.succeed();
  }
]);
