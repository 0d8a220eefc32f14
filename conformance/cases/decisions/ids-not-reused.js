// @doc      Table of decisions, row 3
// @promise  Ids rise by one and are not used again, also when the last socket was closed.
// @member   sockets.tcp.CreateInfo.socketId
// @row      3
chrome.test.runTests([
  async function idsAreNotReused() {
    for (const family of ['tcp', 'tcpServer', 'udp']) {
      const first = (await kit[family].create({})).socketId;
      const second = (await kit[family].create({})).socketId;
      chrome.test.assertEq(first + 1, second, family);
      await kit[family].close(first);
      await kit[family].close(second);
      chrome.test.assertEq(second + 1, (await kit[family].create({})).socketId, family);
    }
    chrome.test.succeed();
  }
]);
