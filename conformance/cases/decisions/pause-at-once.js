// @doc      Table of decisions, row 5
// @promise  No onReceive follows setPaused(true), even of a socket that was reading; the data waits.
// @member   sockets.tcp.setPaused.paused sockets.tcp.onReceive
// @row      5
// @needs    peer
chrome.test.runTests([
  async function pauseAtOnce() {
    const talk = await kit.talk('echo');
    await kit.tcp.setPaused(talk.socketId, true);
    await kit.tcp.send(talk.socketId, kit.bytes('one'));
    await kit.settle();
    await kit.tcp.send(talk.socketId, kit.bytes('two'));
    await kit.settle();
    chrome.test.assertEq('', talk.stream.rest());
    await kit.tcp.setPaused(talk.socketId, false);
    chrome.test.assertEq('onetwo', await talk.stream.read(6));
    chrome.test.succeed();
  }
]);
