// @doc      Table of decisions, row 11
// @promise  getInfo of an accepted socket has the local address and port, as documented.
// @member   sockets.tcp.SocketInfo.localAddress sockets.tcp.SocketInfo.localPort
// @row      11
chrome.test.runTests([
  async function acceptedLocalAddress() {
    const pair = await kit.pair(), info = await kit.tcp.getInfo(pair.accepted);
    chrome.test.assertEq('127.0.0.1', info.localAddress);
    chrome.test.assertTrue(info.localPort === pair.port, 'localPort is that of the server');
    chrome.test.succeed();
  }
]);
