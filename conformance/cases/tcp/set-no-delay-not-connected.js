// @doc      chrome.sockets.tcp reference, setNoDelay
// @promise  setNoDelay of a socket that is not connected has a negative result, and says so in lastError.
// @member   sockets.tcp.setNoDelay.result
// @row      1
chrome.test.runTests([
  function setNoDelayNotConnected() {
    const fails = id => kit.failure(kit.tcp.setNoDelay(id, true)).then(error => {
      chrome.test.assertEq(['net::ERR_FAILED', -2, 1], [error.message, error.result, error.argc]);
    });
    return kit.tcp.create({}).then(info => fails(info.socketId)).then(() => kit.pair()).then(pair => {
      return kit.tcp.disconnect(pair.client).then(() => fails(pair.client));
    }).then(() => chrome.test.succeed());
  }
]);
