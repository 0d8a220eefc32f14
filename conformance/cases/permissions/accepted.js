// @doc      chrome-sockets.md section 6, Permissions
// @promise  What was accepted needs no permission of its own, and neither do send and the options of a socket.
// @member   manifest.sockets.tcpServer.listen sockets.tcp.send
// @sockets  {"tcp": {"connect": "127.0.0.1"}, "tcpServer": {"listen": "127.0.0.1"}}
chrome.test.runTests([
  async function acceptedSocketSends() {
    const pair = await kit.pair(), stream = kit.receive(pair.client);
    await kit.tcp.send(pair.accepted, kit.bytes('free'));
    chrome.test.assertEq(0, await kit.tcp.setNoDelay(pair.accepted, true));
    chrome.test.assertEq('free', await stream.read(4));
    chrome.test.succeed();
  }
]);
