// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): onAccept
// @promise  The client socket is paused at first: it receives nothing until the application un-pauses it.
// @member   sockets.tcpServer.onAccept sockets.tcpServer.AcceptInfo.clientSocketId
// @needs    peer
'use strict';
chrome.test.runTests([
  function nothingUntilUnpaused() {
    let pair, stream;
    return kit.pair().then(made => {
      pair = made;
      stream = kit.receive(pair.accepted);
      return kit.tcp.getInfo(pair.accepted);
    }).then(info => {
      chrome.test.assertEq(true, info.paused);
      return kit.tcp.send(pair.client, kit.bytes('early'));
    }).then(() => kit.settle()).then(() => {
      chrome.test.assertEq('', stream.rest());
      return kit.tcp.setPaused(pair.accepted, false);
    }).then(() => stream.read(5)).then(text => {
      chrome.test.assertEq('early', text);
      chrome.test.succeed();
    });
  }
]);
