// @doc      chrome.sockets.tcp reference, onReceiveError
// @promise  After onReceiveError no event comes any more, not even when the socket is un-paused.
// @member   sockets.tcp.onReceiveError sockets.tcp.setPaused
// @needs    peer
chrome.test.runTests([
  async function errorOnce() {
    const talk = await kit.talk('fin bye');
    const errors = kit.on(chrome.sockets.tcp.onReceiveError, talk.socketId);
    chrome.test.assertEq(-100, await talk.stream.end());
    await kit.tcp.setPaused(talk.socketId, false);
    await kit.settle();
    chrome.test.assertEq(false, (await kit.tcp.getInfo(talk.socketId)).paused);
    await kit.tcp.disconnect(talk.socketId);
    await kit.tcp.close(talk.socketId);
    await kit.settle();
    chrome.test.assertEq(1, errors.all.length);
    chrome.test.succeed();
  }
]);
