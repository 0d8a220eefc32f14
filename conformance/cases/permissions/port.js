// @doc      chrome-sockets.md section 6, Permissions
// @promise  A port of a pattern is that port; without one, or with *, every port is meant.
// @member   manifest.sockets.tcp.connect sockets.tcp.connect.peerPort
// @sockets  {"tcp": {"connect": ["127.0.0.1:1", "127.0.0.2", "127.0.0.3:*"]}}
chrome.test.runTests([
  async function ports() {
    const {socketId} = await kit.tcp.create({});
    const answer = async (address, port) => (await kit.failure(kit.tcp.connect(socketId, address, port))).message;
    chrome.test.assertEq('net::ERR_CONNECTION_REFUSED', await answer('127.0.0.1', 1));
    chrome.test.assertEq('Does not have permission', await answer('127.0.0.1', 2));
    chrome.test.assertEq('Does not have permission', await answer('127.0.0.1', 0));
    for (const port of [1, 2]) {
      chrome.test.assertEq('net::ERR_CONNECTION_REFUSED', await answer('127.0.0.2', port));
      chrome.test.assertEq('net::ERR_CONNECTION_REFUSED', await answer('127.0.0.3', port));
    }
    chrome.test.succeed();
  }
]);
