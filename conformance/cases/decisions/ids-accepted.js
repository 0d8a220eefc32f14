// @doc      Table of decisions, row 3
// @promise  Accepted sockets take their ids from those of tcp.
// @member   sockets.tcpServer.onAccept sockets.tcpServer.AcceptInfo.clientSocketId
// @row      3
chrome.test.runTests([
  async function acceptedIds() {
    const pair = await kit.pair();
    chrome.test.assertEq(pair.client + 1, pair.accepted);
    chrome.test.assertEq(pair.accepted + 1, (await kit.tcp.create({})).socketId);
    chrome.test.succeed();
  }
]);
