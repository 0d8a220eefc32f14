// @doc      chrome.sockets.tcp reference, create
// @promise  A new socket is not connected, not paused and not persistent, and has no name, bufferSize or address.
// @member   sockets.tcp.create sockets.tcp.SocketInfo.connected sockets.tcp.SocketInfo.paused
//           sockets.tcp.SocketInfo.persistent sockets.tcp.SocketInfo.socketId
chrome.test.runTests([
  function createDefaults() {
    return kit.tcp.create({}).then(created => {
      return kit.tcp.getInfo(created.socketId).then(info => {
        chrome.test.assertEq(
          {connected: false, paused: false, persistent: false, socketId: created.socketId}, info);
        chrome.test.succeed();
      });
    });
  }
]);
