// @doc      chrome.sockets.tcp reference, getInfo
// @promise  An accepted socket is connected and paused, and its peer is the client.
// @member   sockets.tcp.getInfo sockets.tcp.SocketInfo.paused sockets.tcp.SocketInfo.peerPort
chrome.test.runTests([
  function getInfoAccepted() {
    return kit.pair({name: 'client', bufferSize: 10}).then(pair => {
      return Promise.all([kit.tcp.getInfo(pair.client), kit.tcp.getInfo(pair.accepted)]);
    }).then(infos => {
      const client = infos[0], accepted = infos[1];
      chrome.test.assertEq([true, true, false], [accepted.connected, accepted.paused, accepted.persistent]);
      chrome.test.assertEq(['127.0.0.1', client.localPort], [accepted.peerAddress, accepted.peerPort]);
      chrome.test.assertFalse('name' in accepted || 'bufferSize' in accepted, 'properties');
      chrome.test.succeed();
    });
  }
]);
