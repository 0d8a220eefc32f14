// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): setPaused
// @promise  A paused listening socket lets connections come into its backlog and raises no onAccept for them.
// @member   sockets.tcpServer.setPaused.paused sockets.tcpServer.onAccept
// @needs    peer
'use strict';
chrome.test.runTests([
  function connectedButNotAccepted() {
    let id, accepts, port;
    return kit.tcpServer.create({}).then(info => {
      id = info.socketId;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept);
      return kit.tcpServer.setPaused(id, true);
    }).then(() => kit.tcpServer.listen(id, '127.0.0.1', 0)).then(() => kit.tcpServer.getInfo(id)).then(info => {
      chrome.test.assertEq(true, info.paused);
      port = info.localPort;
      return kit.connect(port);
    }).then(() => kit.connect(port)).then(() => kit.settle()).then(() => {
      chrome.test.assertEq([], accepts.all);
      chrome.test.succeed();
    });
  }
]);
