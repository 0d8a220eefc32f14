// @doc      chrome.sockets.tcp reference, setPaused
// @promise  A paused socket does not notice that its peer has gone; un-paused it gets the data, then the error.
// @member   sockets.tcp.setPaused.paused sockets.tcp.onReceiveError sockets.tcp.SocketInfo.connected
// @needs    peer
chrome.test.runTests([
  function pausedUntilAfterTheEnd() {
    let id, stream;
    return kit.tcp.create({}).then(info => {
      id = info.socketId;
      stream = kit.receive(id);
      return kit.tcp.setPaused(id, true);
    }).then(() => kit.tcp.connect(id, '127.0.0.1', __config.peer))
      .then(() => kit.tcp.send(id, kit.bytes('sendfin farewell\n')))
      .then(kit.settle).then(() => kit.tcp.getInfo(id)).then(info => {
        chrome.test.assertTrue(info.connected, 'connected');
        return kit.tcp.setPaused(id, false);
      }).then(() => Promise.all([stream.read(8), stream.end()])).then(got => {
        chrome.test.assertEq(['farewell', -100], got);
        chrome.test.succeed();
      });
  }
]);
