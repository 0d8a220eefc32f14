// @doc      chrome-sockets.md section 6, Permissions
// @promise  Only what reaches the network needs a permission: the other methods work without any.
// @member   manifest.sockets.tcp.connect sockets.tcp.create sockets.tcpServer.create sockets.udp.create
// @sockets  {}
chrome.test.runTests([
  async function everythingElse() {
    for (const family of [kit.tcp, kit.tcpServer, kit.udp]) {
      const {socketId} = await family.create({name: 'free'});
      await family.update(socketId, {persistent: false});
      await family.setPaused(socketId, true);
      chrome.test.assertEq('free', (await family.getInfo(socketId)).name);
      chrome.test.assertEq(1, (await family.getSockets()).length);
      await family.close(socketId);
    }
    chrome.test.succeed();
  }
]);
