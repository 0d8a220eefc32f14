// @doc      chrome.sockets.tcp reference, getInfo
// @promise  The properties of a SocketInfo are in alphabetical order.
// @member   sockets.tcp.getInfo
// @row      1
chrome.test.runTests([
  function getInfoOrder() {
    return kit.pair({name: 'n', bufferSize: 10}).then(pair => kit.tcp.getInfo(pair.client)).then(info => {
      chrome.test.assertEq('bufferSize connected localAddress localPort name paused peerAddress peerPort ' +
        'persistent socketId', Object.keys(info).join(' '));
      chrome.test.succeed();
    });
  }
]);
