// @doc      chrome-sockets.md section 6, Permissions
// @promise  A leading dot means the same as *. in front of a host.
// @member   manifest.sockets.tcp.connect
// @sockets  {"tcp": {"connect": [".localhost:1"]}}
chrome.test.runTests([
  async function hostAndBelow() {
    const {socketId} = await kit.tcp.create({});
    const answer = async host => (await kit.failure(kit.tcp.connect(socketId, host, 1))).message;
    for (const host of ['localhost', 'a.localhost', 'a.b.localhost'])
      chrome.test.assertEq('net::ERR_CONNECTION_REFUSED', await answer(host), host);
    chrome.test.assertEq('Does not have permission', await answer('127.0.0.1'));
    chrome.test.succeed();
  }
]);
