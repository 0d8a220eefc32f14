// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): disconnect
// @promise  Disconnecting a socket that does not listen succeeds, and changes nothing.
// @member   sockets.tcpServer.disconnect
'use strict';
chrome.test.runTests([
  function neverListened() {
    let id;
    return kit.tcpServer.create({}).then(info => {
      id = info.socketId;
      return kit.tcpServer.disconnect(id);
    }).then(() => kit.tcpServer.getInfo(id)).then(info => {
      chrome.test.assertEq({socketId: id, persistent: false, paused: false}, info);
      chrome.test.succeed();
    });
  },
  function twice() {
    return kit.listen().then(server =>
      kit.tcpServer.disconnect(server.socketId).then(() => kit.tcpServer.disconnect(server.socketId))
    ).then(() => chrome.test.succeed());
  }
]);
