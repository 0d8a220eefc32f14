// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): onAccept
// @promise  The event names the server socket the connection was made to.
// @member   sockets.tcpServer.onAccept sockets.tcpServer.AcceptInfo.socketId
'use strict';
chrome.test.runTests([
  function theRightServer() {
    let first, second, accepts;
    return Promise.all([kit.listen(), kit.listen()]).then(servers => {
      first = servers[0];
      second = servers[1];
      accepts = kit.on(chrome.sockets.tcpServer.onAccept);
      return kit.connect(second.port);
    }).then(() => accepts.next()).then(info => {
      chrome.test.assertEq(second.socketId, info.socketId);
      return kit.connect(first.port);
    }).then(() => accepts.next()).then(info => {
      chrome.test.assertEq(first.socketId, info.socketId);
      chrome.test.succeed();
    });
  }
]);
