// @doc      chrome.sockets.tcp reference, send
// @promise  Sending nothing succeeds with 0 bytes.
// @member   sockets.tcp.send.data sockets.tcp.SendInfo.bytesSent
// @needs    peer
chrome.test.runTests([
  function sendNothing() {
    return kit.peer('sink').then(id => kit.tcp.send(id, new ArrayBuffer(0))).then(sendInfo => {
      chrome.test.assertEq({bytesSent: 0, resultCode: 0}, sendInfo);
      chrome.test.succeed();
    });
  }
]);
