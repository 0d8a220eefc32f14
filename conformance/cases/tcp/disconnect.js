// @doc      chrome.sockets.tcp reference, disconnect
// @promise  disconnect ends the connection: the socket has no addresses any more, and keeps id, name and bufferSize.
// @member   sockets.tcp.disconnect.socketId sockets.tcp.SocketInfo.connected
chrome.test.runTests([
  function disconnect() {
    return kit.pair({name: 'n', bufferSize: 10, persistent: true}).then(pair => {
      return kit.tcp.disconnect(pair.client).then(() => kit.tcp.getInfo(pair.client));
    }).then(info => {
      chrome.test.assertEq(['bufferSize', 'connected', 'name', 'paused', 'persistent', 'socketId'],
        Object.keys(info).sort());
      chrome.test.assertEq([10, false, 'n', true], [info.bufferSize, info.connected, info.name, info.persistent]);
      return kit.tcp.close(info.socketId);
    }).then(() => chrome.test.succeed());
  }
]);
