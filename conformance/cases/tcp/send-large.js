// @doc      chrome.sockets.tcp reference, send
// @promise  Large data is sent completely, in one call: there is no success with fewer bytes.
// @member   sockets.tcp.send.data sockets.tcp.SendInfo.bytesSent
// @needs    peer
chrome.test.runTests([
  function sendLarge() {
    const size = 8 << 20;
    return kit.watch('sink').then(watched => {
      return kit.tcp.send(watched.socketId, new ArrayBuffer(size)).then(sendInfo => {
        chrome.test.assertEq({bytesSent: size, resultCode: 0}, sendInfo);
        return kit.tcp.disconnect(watched.socketId);
      }).then(() => watched.seen.line());
    }).then(line => {
      chrome.test.assertEq('sink got ' + size, line);
      chrome.test.succeed();
    });
  }
]);
