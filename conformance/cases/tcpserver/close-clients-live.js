// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): close
// @promise  close destroys the listening socket only: connections that were accepted live on.
// @member   sockets.tcpServer.close
'use strict';
chrome.test.runTests([
  function acceptedConnectionsStay() {
    let pair, stream;
    return kit.pair().then(made => {
      pair = made;
      return kit.tcpServer.close(pair.server);
    }).then(() => {
      stream = kit.receive(pair.accepted);
      return kit.tcp.setPaused(pair.accepted, false);
    }).then(() => kit.tcp.send(pair.client, kit.bytes('alive'))).then(() => stream.read(5)).then(text => {
      chrome.test.assertEq('alive', text);
      chrome.test.succeed();
    });
  }
]);
