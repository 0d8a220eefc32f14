// @doc      chrome.sockets.tcp reference, disconnect
// @promise  A disconnected socket can connect again; like after any end it is paused and receives when un-paused.
// @member   sockets.tcp.disconnect sockets.tcp.connect
// @needs    peer
chrome.test.runTests([
  function disconnectAndReconnect() {
    return kit.talk('echo').then(talk => {
      const id = talk.socketId;
      return kit.tcp.disconnect(id).then(() => talk.stream.end()).then(() => {
        return kit.tcp.connect(id, '127.0.0.1', __config.peer);
      }).then(() => kit.tcp.send(id, kit.bytes('echo\nagain'))).then(kit.settle).then(() => {
        chrome.test.assertEq('', talk.stream.rest());
        return kit.tcp.setPaused(id, false);
      }).then(() => talk.stream.read(5));
    }).then(text => {
      chrome.test.assertEq('again', text);
      chrome.test.succeed();
    });
  }
]);
