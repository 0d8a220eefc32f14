// @doc      chrome.sockets.tcp reference, setPaused
// @promise  A socket that is paused before it connects raises no onReceive until it is un-paused; the data waits.
// @member   sockets.tcp.setPaused.paused sockets.tcp.onReceive
// @needs    peer
chrome.test.runTests([
  function setPausedBeforeConnect() {
    let id, stream;
    return kit.tcp.create({}).then(info => {
      id = info.socketId;
      stream = kit.receive(id);
      return kit.tcp.setPaused(id, true);
    }).then(() => kit.tcp.connect(id, '127.0.0.1', __config.peer)).then(() => {
      return kit.tcp.send(id, kit.bytes('echo\nwaiting'));
    }).then(kit.settle).then(() => kit.tcp.getInfo(id)).then(info => {
      chrome.test.assertTrue(info.connected && info.paused, 'connected and paused');
      chrome.test.assertEq('', stream.rest());
      return kit.tcp.setPaused(id, false);
    }).then(() => stream.read(7)).then(text => {
      chrome.test.assertEq('waiting', text);
      chrome.test.succeed();
    });
  }
]);
