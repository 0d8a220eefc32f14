// @doc      chrome-sockets.md section 6, Permissions
// @promise  An empty list of patterns allows nothing.
// @member   manifest.sockets.tcp.connect manifest.sockets.tcpServer.listen manifest.sockets.udp.bind
// @row      1
// @sockets  {"tcp": {"connect": []}, "tcpServer": {"listen": []}, "udp": {"bind": []}}
chrome.test.runTests([
  async function nothing() {
    const tcp = await kit.tcp.create({}), server = await kit.tcpServer.create({}), udp = await kit.udp.create({});
    const message = async promise => (await kit.failure(promise)).message;
    chrome.test.assertEq('Does not have permission', await message(kit.tcp.connect(tcp.socketId, '127.0.0.1', 1)));
    chrome.test.assertEq('Does not have permission',
      await message(kit.tcpServer.listen(server.socketId, '127.0.0.1', 0)));
    chrome.test.assertEq('App does not have permission',
      await message(kit.udp.bind(udp.socketId, '127.0.0.1', 0)));
    chrome.test.succeed();
  }
]);
