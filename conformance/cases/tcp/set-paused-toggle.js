// @doc      chrome.sockets.tcp reference, setPaused
// @promise  Pausing and un-pausing quickly neither loses nor doubles nor reorders data.
// @member   sockets.tcp.setPaused.paused
// @needs    peer
chrome.test.runTests([
  function setPausedToggled() {
    let text = '';
    for (let i = 0; i < 2000; i++) text += i + ',';
    return kit.talk('echo', {bufferSize: 1000}).then(talk => {
      chrome.sockets.tcp.onReceive.addListener(info => {
        if (info.socketId !== talk.socketId) return;
        for (let i = 0; i < 3; i++) {
          chrome.sockets.tcp.setPaused(talk.socketId, true);
          chrome.sockets.tcp.setPaused(talk.socketId, false);
        }
      });
      return kit.tcp.send(talk.socketId, kit.bytes(text)).then(() => talk.stream.read(text.length)).then(echoed => {
        chrome.test.assertTrue(echoed === text, 'the echo differs');
        return kit.settle();
      }).then(() => {
        chrome.test.assertEq('', talk.stream.rest());
        chrome.test.succeed();
      });
    });
  }
]);
