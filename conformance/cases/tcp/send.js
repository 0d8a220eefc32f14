// @doc      chrome.sockets.tcp reference, send
// @promise  send calls back with resultCode 0 and the number of bytes sent, and the peer gets the bytes.
// @member   sockets.tcp.send.socketId sockets.tcp.send.data sockets.tcp.SendInfo.resultCode
//           sockets.tcp.SendInfo.bytesSent
// @needs    peer
chrome.test.runTests([
  function send() {
    return kit.talk('echo').then(talk => {
      return kit.tcp.send(talk.socketId, kit.bytes('hello')).then(sendInfo => {
        chrome.test.assertEq({bytesSent: 5, resultCode: 0}, sendInfo);
        return talk.stream.read(5);
      });
    }).then(text => {
      chrome.test.assertEq('hello', text);
      chrome.test.succeed();
    });
  }
]);
