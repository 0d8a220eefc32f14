// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): setPaused, SocketInfo.paused
// @promise  The paused flag tells what setPaused set last; setting it to what it is already does nothing.
// @member   sockets.tcpServer.setPaused.socketId sockets.tcpServer.setPaused.paused sockets.tcpServer.SocketInfo.paused
'use strict';
chrome.test.runTests([
  function flag() {
    let id;
    const set = value => kit.tcpServer.setPaused(id, value).then(() => kit.tcpServer.getInfo(id)).then(info => {
      chrome.test.assertEq(value, info.paused);
    });
    return kit.tcpServer.create({}).then(info => {
      id = info.socketId;
    }).then(() => set(true)).then(() => set(true)).then(() => set(false)).then(() => set(false))
      .then(() => chrome.test.succeed());
  }
]);
