// @doc      chrome.sockets.tcp reference, onReceive
// @promise  Every listener gets the event, in the order they were added; a removed one gets no more.
// @member   sockets.tcp.onReceive
// @needs    peer
chrome.test.runTests([
  async function receiveListeners() {
    const event = chrome.sockets.tcp.onReceive, calls = [];
    const first = () => calls.push('first'), second = () => calls.push('second');
    [first, second, first].forEach(listener => event.addListener(listener)); // the same again is ignored
    chrome.test.assertTrue(event.hasListener(first) && event.hasListeners(), 'hasListener');
    const talk = await kit.talk('echo');
    await kit.tcp.send(talk.socketId, kit.bytes('a'));
    await talk.stream.read(1);
    event.removeListener(first);
    chrome.test.assertFalse(event.hasListener(first), 'hasListener');
    await kit.tcp.send(talk.socketId, kit.bytes('b'));
    await talk.stream.read(1);
    event.removeListener(second);
    chrome.test.assertEq(['first', 'second', 'second'], calls);
    chrome.test.succeed();
  }
]);
