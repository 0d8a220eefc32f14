// @doc      chrome.sockets.tcp reference, disconnect
// @promise  disconnect succeeds, without arguments, for a socket that never was connected or is not any more.
// @member   sockets.tcp.disconnect
chrome.test.runTests([
  function disconnectNotConnected() {
    kit.pair().then(pair => {
      chrome.sockets.tcp.create({}, chrome.test.callbackPass(created => {
        [created.socketId, created.socketId, pair.client, pair.client].forEach(id => {
          chrome.sockets.tcp.disconnect(id, chrome.test.callbackPass(function () {
            chrome.test.assertEq(0, arguments.length);
          }));
        });
      }));
    });
  }
]);
