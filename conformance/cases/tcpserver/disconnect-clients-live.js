// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): disconnect
// @promise  disconnect is about the listening socket: connections that were accepted live on.
// @member   sockets.tcpServer.disconnect
'use strict';
chrome.test.runTests([
  function acceptedConnectionsStay() {
    let pair, stream;
    return kit.pair().then(made => {
      pair = made;
      return kit.tcpServer.disconnect(pair.server);
    }).then(() => {
      stream = kit.receive(pair.client);
      return kit.tcp.send(pair.accepted, kit.bytes('alive'));
    }).then(() => stream.read(5)).then(text => {
      chrome.test.assertEq('alive', text);
      return kit.tcp.getInfo(pair.accepted);
    }).then(info => {
      chrome.test.assertEq(true, info.connected);
      chrome.test.succeed();
    });
  }
]);
