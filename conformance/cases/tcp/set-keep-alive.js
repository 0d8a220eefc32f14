// @doc      chrome.sockets.tcp reference, setKeepAlive
// @promise  setKeepAlive enables keep-alive with a delay in seconds and disables it again, with result 0.
// @member   sockets.tcp.setKeepAlive.socketId sockets.tcp.setKeepAlive.enable sockets.tcp.setKeepAlive.delay
//           sockets.tcp.setKeepAlive.result
chrome.test.runTests([
  function setKeepAlive() {
    return kit.pair().then(pair => {
      return Promise.all([pair.client, pair.accepted].map(id => {
        return kit.tcp.setKeepAlive(id, true, 30).then(result => {
          chrome.test.assertEq(0, result);
          return kit.tcp.setKeepAlive(id, false, 0);
        }).then(result => chrome.test.assertEq(0, result));
      }));
    }).then(() => chrome.test.succeed());
  }
]);
