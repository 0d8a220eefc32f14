// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): onAccept
// @promise  The client socket is the other end of the connection: its peer is the local end of who connected.
// @member   sockets.tcpServer.AcceptInfo.clientSocketId
'use strict';
chrome.test.runTests([
  function peerIsWhoConnected() {
    let pair, client;
    return kit.pair().then(made => {
      pair = made;
      return kit.tcp.getInfo(pair.client);
    }).then(info => {
      client = info;
      return kit.tcp.getInfo(pair.accepted);
    }).then(info => {
      chrome.test.assertEq(client.localAddress, info.peerAddress);
      chrome.test.assertEq(client.localPort, info.peerPort);
      chrome.test.succeed();
    });
  }
]);
