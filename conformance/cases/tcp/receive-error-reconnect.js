// @doc      chrome.sockets.tcp reference, onReceiveError
// @promise  After onReceiveError the socket can connect again, and receives once it is un-paused.
// @member   sockets.tcp.onReceiveError sockets.tcp.connect sockets.tcp.setPaused
// @needs    peer
chrome.test.runTests([
  async function reconnectAfterTheEnd() {
    const talk = await kit.talk('fin'), id = talk.socketId;
    await talk.stream.end();
    chrome.test.assertEq(0, await kit.tcp.connect(id, '127.0.0.1', __config.peer));
    chrome.test.assertTrue((await kit.tcp.getInfo(id)).paused, 'paused');
    await kit.tcp.send(id, kit.bytes('echo\nagain'));
    await kit.settle();
    chrome.test.assertEq('', talk.stream.rest());
    await kit.tcp.setPaused(id, false);
    chrome.test.assertEq('again', await talk.stream.read(5));
    chrome.test.succeed();
  }
]);
