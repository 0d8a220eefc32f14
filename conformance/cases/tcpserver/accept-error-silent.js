// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): onAcceptError, disconnect, close
// @promise  Only a network error raises the event: not the application's own disconnect, pause or close.
// @member   sockets.tcpServer.onAcceptError sockets.tcpServer.disconnect sockets.tcpServer.close
// @needs    peer
'use strict';
chrome.test.runTests([
  function notForOwnCalls() {
    const errors = kit.on(chrome.sockets.tcpServer.onAcceptError);
    let id;
    return kit.listen().then(server => {
      id = server.socketId;
      return kit.tcpServer.setPaused(id, true);
    }).then(() => kit.tcpServer.disconnect(id)).then(() => kit.tcpServer.setPaused(id, false))
      .then(() => kit.tcpServer.listen(id, '127.0.0.1', 0)).then(() => kit.tcpServer.disconnect(id))
      .then(() => kit.tcpServer.listen(id, '127.0.0.1', 0)).then(() => kit.tcpServer.close(id))
      .then(() => kit.settle()).then(() => {
        chrome.test.assertEq([], errors.all);
        chrome.test.succeed();
      });
  }
]);
