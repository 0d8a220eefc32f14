// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): setPaused
// @promise  Pausing the server is about new connections: those it has accepted already go on.
// @member   sockets.tcpServer.setPaused
'use strict';
chrome.test.runTests([
  function clientsGoOn() {
    let pair, stream;
    return kit.pair().then(made => {
      pair = made;
      return kit.tcpServer.setPaused(pair.server, true);
    }).then(() => {
      stream = kit.receive(pair.accepted);
      return kit.tcp.setPaused(pair.accepted, false);
    }).then(() => kit.tcp.send(pair.client, kit.bytes('still here'))).then(() => stream.read(10)).then(text => {
      chrome.test.assertEq('still here', text);
      chrome.test.succeed();
    });
  }
]);
