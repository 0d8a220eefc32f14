// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): disconnect
// @promise  Connections nobody has accepted yet end with the listening socket.
// @member   sockets.tcpServer.disconnect
'use strict';
chrome.test.runTests([
  function queuedConnectionsEnd() {
    const ends = kit.on(chrome.sockets.tcp.onReceiveError);
    let id;
    return kit.tcpServer.create({}).then(info => {
      id = info.socketId;
      return kit.tcpServer.setPaused(id, true);
    }).then(() => kit.tcpServer.listen(id, '127.0.0.1', 0)).then(() => kit.tcpServer.getInfo(id))
      .then(info => kit.connect(info.localPort)).then(client =>
        kit.tcpServer.disconnect(id).then(() => ends.next()).then(info => {
          chrome.test.assertEq({socketId: client, resultCode: -100}, info);
          chrome.test.succeed();
        }));
  }
]);
