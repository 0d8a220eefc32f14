// @doc      chrome-sockets.md section 6, Permissions
// @promise  What "sockets" does not name is not allowed; the namespaces exist all the same.
// @member   manifest.sockets.tcp.connect manifest.sockets.tcpServer.listen manifest.sockets.udp.bind
// @row      1
// @sockets  {"tcp": {"connect": "*"}}
chrome.test.runTests([
  async function onlyWhatIsNamed() {
    const server = await kit.tcpServer.create({}), udp = await kit.udp.create({}), tcp = await kit.tcp.create({});
    const message = async promise => (await kit.failure(promise)).message;
    chrome.test.assertEq('net::ERR_CONNECTION_REFUSED', await message(kit.tcp.connect(tcp.socketId, '127.0.0.1', 1)));
    chrome.test.assertEq('Does not have permission',
      await message(kit.tcpServer.listen(server.socketId, '127.0.0.1', 0)));
    chrome.test.assertEq('App does not have permission',
      await message(kit.udp.bind(udp.socketId, '127.0.0.1', 0)));
    chrome.test.succeed();
  }
]);
