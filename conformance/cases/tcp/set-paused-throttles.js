// @doc      chrome.sockets.tcp reference, setPaused
// @promise  A paused socket blocks its peer from sending more data; un-pausing lets it go on.
// @member   sockets.tcp.setPaused.paused sockets.tcp.SocketInfo.paused
// @needs    peer
chrome.test.runTests([
  function setPausedThrottlesThePeer() {
    const size = 24 << 20;
    let pair, received = 0, sent = null, sending;
    return kit.pair().then(made => {
      pair = made;
      sending = kit.tcp.send(pair.client, new ArrayBuffer(size)).then(info => { sent = info; });
      return kit.settle();
    }).then(() => {
      chrome.test.assertEq(null, sent, 'the peer could send everything');
      return kit.tcp.update(pair.accepted, {bufferSize: 65536});
    }).then(() => new Promise(resolve => {
      chrome.sockets.tcp.onReceive.addListener(info => {
        if (info.socketId !== pair.accepted) return;
        received += info.data.byteLength;
        if (received === size) resolve();
      });
      chrome.sockets.tcp.setPaused(pair.accepted, false);
    })).then(() => sending).then(() => {
      chrome.test.assertEq({bytesSent: size, resultCode: 0}, sent);
      chrome.test.succeed();
    });
  }
]);
