// @doc      chrome.sockets.tcp reference, onReceive
// @promise  The events of a socket give the stream in its order, without gaps, however the data is cut.
// @member   sockets.tcp.onReceive
// @needs    peer
chrome.test.runTests([
  async function receiveInOrder() {
    const text = Array.from({length: 5000}, (none, i) => i).join();
    const talk = await kit.talk('echo', {bufferSize: 777});
    await kit.tcp.send(talk.socketId, kit.bytes(text));
    chrome.test.assertTrue(text === await talk.stream.read(text.length), 'the echo differs');
    chrome.test.succeed();
  }
]);
