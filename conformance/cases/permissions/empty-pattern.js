// @doc      chrome-sockets.md section 6, Permissions
// @promise  The empty pattern allows every host and port.
// @member   manifest.sockets.tcp.connect manifest.sockets.tcpServer.listen manifest.sockets.udp.bind
//           manifest.sockets.udp.send
// @sockets  {"tcp": {"connect": ""}, "tcpServer": {"listen": ""}, "udp": {"bind": [""], "send": [""]}}
chrome.test.runTests([
  async function everything() {
    await kit.pair();
    const {socketId} = await kit.udp.create({});
    chrome.test.assertEq(0, await kit.udp.bind(socketId, '127.0.0.1', 0));
    await kit.udp.send(socketId, kit.bytes('x'), '127.0.0.1', 9);
    chrome.test.succeed();
  }
]);
