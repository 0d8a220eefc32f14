// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen
// @promise  A socket that could not listen may try again elsewhere.
// @member   sockets.tcpServer.listen
'use strict';
chrome.test.runTests([
  function anotherPort() {
    let first, second, accepts;
    return kit.listen().then(server => {
      first = server;
      return kit.tcpServer.create({});
    }).then(info => {
      second = info.socketId;
      return kit.failure(kit.tcpServer.listen(second, '127.0.0.1', first.port));
    }).then(() => kit.tcpServer.listen(second, '127.0.0.1', 0)).then(() => kit.tcpServer.getInfo(second)).then(info => {
      chrome.test.assertNe(first.port, info.localPort);
      accepts = kit.on(chrome.sockets.tcpServer.onAccept);
      return kit.connect(info.localPort);
    }).then(() => accepts.next()).then(info => {
      chrome.test.assertEq(second, info.socketId);
      chrome.test.succeed();
    });
  }
]);
