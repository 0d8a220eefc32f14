// @doc      chrome-sockets.md section 6, Permissions
// @promise  Addresses have no subdomains: such a pattern matches no address, and * elsewhere is no wildcard.
// @member   manifest.sockets.tcpServer.listen
// @sockets  {"tcpServer": {"listen": ["*.0.0.1", ".0.1", "127.0.0.*", "127.*.0.1"]}}
chrome.test.runTests([
  async function noAddress() {
    const {socketId} = await kit.tcpServer.create({});
    const error = await kit.failure(kit.tcpServer.listen(socketId, '127.0.0.1', 0));
    chrome.test.assertEq('Does not have permission', error.message);
    chrome.test.succeed();
  }
]);
