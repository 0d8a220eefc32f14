// @doc      chrome.sockets.tcp reference, connect
// @promise  connect calls back with result 0 once the socket is connected, and without a lastError.
// @member   sockets.tcp.connect.socketId sockets.tcp.connect.peerAddress sockets.tcp.connect.peerPort
//           sockets.tcp.connect.result
chrome.test.runTests([
  function connect() {
    Promise.all([kit.listen(), kit.tcp.create({})]).then(made => {
      const port = made[0].port, id = made[1].socketId;
      chrome.sockets.tcp.connect(id, '127.0.0.1', port, chrome.test.callbackPass(function (result) {
        chrome.test.assertEq(1, arguments.length);
        chrome.test.assertEq(0, result);
        chrome.test.assertEq(undefined, chrome.runtime.lastError);
        chrome.sockets.tcp.getInfo(id, chrome.test.callbackPass(info => {
          chrome.test.assertTrue(info.connected);
        }));
      }));
    });
  }
]);
