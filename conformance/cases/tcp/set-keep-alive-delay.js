// @doc      chrome.sockets.tcp reference, setKeepAlive
// @promise  The delay of setKeepAlive may be left out in the middle, or be null or undefined; the default is 0.
// @member   sockets.tcp.setKeepAlive.delay
chrome.test.runTests([
  function setKeepAliveWithoutDelay() {
    return kit.pair().then(pair => Promise.all([
      kit.tcp.setKeepAlive(pair.client, true),
      kit.tcp.setKeepAlive(pair.client, true, undefined),
      kit.tcp.setKeepAlive(pair.client, true, null),
      kit.tcp.setKeepAlive(pair.client, true, 0),
      kit.tcp.setKeepAlive(pair.client, false)
    ])).then(results => {
      chrome.test.assertEq([0, 0, 0, 0, 0], results);
      chrome.test.succeed();
    });
  }
]);
