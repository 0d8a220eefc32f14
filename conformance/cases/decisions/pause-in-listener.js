// @doc      Table of decisions, row 5
// @promise  setPaused(true) in an onReceive listener is the last event, however much has arrived already.
// @member   sockets.tcp.setPaused.paused sockets.tcp.onReceive
// @row      5
// @needs    peer
chrome.test.runTests([
  async function pauseInListener() {
    const id = await kit.connect(__config.peer, {bufferSize: 4}), events = [];
    chrome.sockets.tcp.onReceive.addListener(info => {
      if (info.socketId !== id) return;
      events.push(kit.text(info.data));
      chrome.sockets.tcp.setPaused(id, true);
    });
    await kit.tcp.send(id, kit.bytes('send 0123456789abcdef\n'));
    await kit.settle();
    chrome.test.assertEq(['0123'], events);
    chrome.test.succeed();
  }
]);
