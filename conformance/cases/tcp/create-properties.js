// @doc      chrome.sockets.tcp reference, create
// @promise  create takes persistent, name and bufferSize, and getInfo tells them.
// @member   sockets.tcp.create.properties sockets.tcp.SocketProperties.persistent
//           sockets.tcp.SocketProperties.name sockets.tcp.SocketProperties.bufferSize
//           sockets.tcp.SocketInfo.name sockets.tcp.SocketInfo.bufferSize sockets.tcp.SocketInfo.persistent
chrome.test.runTests([
  function createWithProperties() {
    return kit.tcp.create({persistent: true, name: 'näme \u2713', bufferSize: 1234}).then(created => {
      return kit.tcp.getInfo(created.socketId);
    }).then(info => {
      chrome.test.assertEq(true, info.persistent);
      chrome.test.assertEq('näme \u2713', info.name);
      chrome.test.assertEq(1234, info.bufferSize);
      return kit.tcp.close(info.socketId);
    }).then(() => chrome.test.succeed());
  }
]);
