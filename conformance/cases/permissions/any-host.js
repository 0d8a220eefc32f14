// @doc      chrome-sockets.md section 6, Permissions
// @promise  The host * is every host, names, IPv4 and IPv6 addresses alike.
// @member   manifest.sockets.tcp.connect manifest.sockets.tcpServer.listen
// @needs    ipv6
// @sockets  {"tcp": {"connect": ["*:1"]}, "tcpServer": {"listen": ["*"]}}
chrome.test.runTests([
  async function everyHost() {
    const {socketId} = await kit.tcp.create({});
    for (const host of ['127.0.0.1', '::1', 'localhost', 'sub.localhost']) {
      const error = await kit.failure(kit.tcp.connect(socketId, host, 1));
      chrome.test.assertEq('net::ERR_CONNECTION_REFUSED', error.message, host);
      chrome.test.assertEq('Does not have permission',
        (await kit.failure(kit.tcp.connect(socketId, host, 2))).message, host);
    }
    await kit.listen('127.0.0.1');
    await kit.listen('::1');
    chrome.test.succeed();
  }
]);
