// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): onAccept
// @promise  The pause of a client socket is about receiving only; it can send at once.
// @member   sockets.tcpServer.AcceptInfo.clientSocketId
'use strict';
chrome.test.runTests([
  function sendsWhilePaused() {
    let pair, stream;
    return kit.pair().then(made => {
      pair = made;
      stream = kit.receive(pair.client);
      return kit.tcp.send(pair.accepted, kit.bytes('welcome'));
    }).then(info => {
      chrome.test.assertEq({resultCode: 0, bytesSent: 7}, info);
      return stream.read(7);
    }).then(text => {
      chrome.test.assertEq('welcome', text);
      return kit.tcp.getInfo(pair.accepted);
    }).then(info => {
      chrome.test.assertEq(true, info.paused);
      chrome.test.succeed();
    });
  }
]);
