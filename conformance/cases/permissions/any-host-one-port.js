// @doc      chrome-sockets.md section 6, Permissions
// @promise  A pattern that is only a colon and a port allows that port of every host.
// @member   manifest.sockets.tcp.connect
// @sockets  {"tcp": {"connect": ":1"}}
chrome.test.runTests([
  async function thatPort() {
    const {socketId} = await kit.tcp.create({});
    const answer = async (host, port) => (await kit.failure(kit.tcp.connect(socketId, host, port))).message;
    chrome.test.assertEq('net::ERR_CONNECTION_REFUSED', await answer('127.0.0.1', 1));
    chrome.test.assertEq('net::ERR_CONNECTION_REFUSED', await answer('localhost', 1));
    chrome.test.assertEq('Does not have permission', await answer('127.0.0.1', 2));
    chrome.test.succeed();
  }
]);
