// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): close
// @promise  A closed socket is gone: a second close finds no socket.
// @member   sockets.tcpServer.close
'use strict';
chrome.test.runTests([
  function secondClose() {
    let id;
    return kit.tcpServer.create({}).then(info => {
      id = info.socketId;
      return kit.tcpServer.close(id);
    }).then(() => kit.failure(kit.tcpServer.close(id))).then(error => {
      chrome.test.assertEq('Socket not found', error.message);
      chrome.test.assertEq(0, error.argc);
      return kit.tcpServer.getSockets();
    }).then(infos => {
      chrome.test.assertEq([], infos);
      chrome.test.succeed();
    });
  }
]);
