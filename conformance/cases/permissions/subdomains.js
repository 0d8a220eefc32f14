// @doc      chrome-sockets.md section 6, Permissions
// @promise  *.host allows the host itself and its subdomains, and nothing that only ends like it.
// @member   manifest.sockets.tcp.connect
// @sockets  {"tcp": {"connect": "*.b.localhost:1"}}
chrome.test.runTests([
  async function hostAndBelow() {
    const {socketId} = await kit.tcp.create({});
    const answer = async host => (await kit.failure(kit.tcp.connect(socketId, host, 1))).message;
    for (const host of ['b.localhost', 'a.b.localhost', 'x.a.B.localhost'])
      chrome.test.assertEq('net::ERR_CONNECTION_REFUSED', await answer(host), host);
    for (const host of ['localhost', 'ab.localhost', 'a.localhost', 'b.localhost.', '127.0.0.1'])
      chrome.test.assertEq('Does not have permission', await answer(host), host);
    chrome.test.succeed();
  }
]);
