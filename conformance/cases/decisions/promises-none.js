// @doc      Table of decisions, row 2
// @promise  Methods that answer with a result and an error at once have no promises; without a callback they throw.
// @member   sockets.tcp.connect sockets.tcp.send sockets.tcp.secure sockets.tcp.setKeepAlive sockets.tcp.setNoDelay
//           sockets.tcpServer.listen sockets.udp.bind sockets.udp.send
// @row      2
chrome.test.runTests([
  function callbacksRequired() {
    const sockets = chrome.sockets, data = kit.bytes('x');
    [
      [sockets.tcp.connect, 1, '127.0.0.1', 1], [sockets.tcp.send, 1, data], [sockets.tcp.secure, 1],
      [sockets.tcp.setKeepAlive, 1, true], [sockets.tcp.setNoDelay, 1, true],
      [sockets.tcpServer.listen, 1, '127.0.0.1', 0], [sockets.udp.bind, 1, '127.0.0.1', 0],
      [sockets.udp.send, 1, data, '127.0.0.1', 1], [sockets.udp.setBroadcast, 1, true]
    ].forEach(call => {
      chrome.test.assertThrows(call[0], null, call.slice(1), /^Error in invocation of .*: No matching signature\.$/);
    });
    chrome.test.succeed();
  }
]);
