// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): SocketInfo
// @promise  A new socket is not persistent, not paused, has neither name nor bufferSize, and no local address.
// @member   sockets.udp.create sockets.udp.SocketInfo.socketId sockets.udp.SocketInfo.persistent
//           sockets.udp.SocketInfo.paused
'use strict';
chrome.test.runTests([
  function defaults() {
    let id;
    return kit.udp.create({}).then(info => {
      id = info.socketId;
      return kit.udp.getInfo(id);
    }).then(info => {
      chrome.test.assertEq({socketId: id, persistent: false, paused: false}, info);
      chrome.test.succeed();
    });
  }
]);
