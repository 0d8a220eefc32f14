// @doc      Table of decisions, row 3
// @promise  The first socket of each namespace has the id 1, the next ones 2 and 3.
// @member   sockets.tcp.CreateInfo.socketId sockets.tcpServer.CreateInfo.socketId sockets.udp.CreateInfo.socketId
// @row      3
chrome.test.runTests([
  async function idsFromOne() {
    for (const family of ['tcp', 'tcpServer', 'udp']) {
      const ids = [];
      for (let i = 0; i < 3; i++) ids.push((await kit[family].create({})).socketId);
      chrome.test.assertEq([1, 2, 3], ids, family);
    }
    chrome.test.succeed();
  }
]);
