// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): getInfo, SocketInfo
// @promise  The state of a bound socket has everything that is set, and nothing else.
// @member   sockets.udp.getInfo.socketId sockets.udp.SocketInfo.socketId sockets.udp.SocketInfo.persistent
//           sockets.udp.SocketInfo.name sockets.udp.SocketInfo.bufferSize sockets.udp.SocketInfo.paused
//           sockets.udp.SocketInfo.localAddress sockets.udp.SocketInfo.localPort
'use strict';
chrome.test.runTests([
  function everything() {
    let id;
    return kit.udp.create({name: 'all', bufferSize: 9}).then(info => {
      id = info.socketId;
      return kit.udp.bind(id, '127.0.0.1', 0);
    }).then(() => kit.udp.getInfo(id)).then(info => {
      const port = info.localPort;
      chrome.test.assertEq('number', typeof port);
      chrome.test.assertEq({
        socketId: id, persistent: false, name: 'all', bufferSize: 9, paused: false,
        localAddress: '127.0.0.1', localPort: port
      }, info);
      chrome.test.succeed();
    });
  }
]);
