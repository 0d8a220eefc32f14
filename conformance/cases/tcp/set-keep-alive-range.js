// @doc      chrome.sockets.tcp reference, setKeepAlive
// @promise  A delay that the system does not take is a negative result.
// @member   sockets.tcp.setKeepAlive.delay sockets.tcp.setKeepAlive.result
// @row      1
chrome.test.runTests([
  function setKeepAliveOutOfRange() {
    return kit.pair().then(pair => Promise.all([-1, 32768, 2147483647].map(delay => {
      return kit.failure(kit.tcp.setKeepAlive(pair.client, true, delay)).then(error => {
        chrome.test.assertEq('net::ERR_FAILED', error.message);
        chrome.test.assertEq(-2, error.result);
      });
    })).then(() => kit.tcp.setKeepAlive(pair.client, true, 32767))).then(result => {
      chrome.test.assertEq(0, result);
      chrome.test.succeed();
    });
  }
]);
