// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): SocketInfo.name
// @promise  The name is optional: an empty one is the same as none.
// @member   sockets.tcpServer.update.properties sockets.tcpServer.SocketInfo.name
'use strict';
chrome.test.runTests([
  function emptyNameIsNone() {
    let id;
    return kit.tcpServer.create({name: 'named'}).then(info => {
      id = info.socketId;
      return kit.tcpServer.update(id, {name: ''});
    }).then(() => kit.tcpServer.getInfo(id)).then(info => {
      chrome.test.assertFalse('name' in info);
      chrome.test.succeed();
    });
  }
]);
