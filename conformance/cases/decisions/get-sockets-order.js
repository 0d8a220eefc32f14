// @doc      Table of decisions, row 17
// @promise  getSockets lists the sockets in the order of their ids.
// @member   sockets.tcp.getSockets.socketInfos sockets.tcpServer.getSockets sockets.udp.getSockets
// @row      17
// @chromium skip it lists them in the order of a hash table, another one each time
chrome.test.runTests([
  async function getSocketsOrder() {
    for (const family of ['tcp', 'tcpServer', 'udp']) {
      for (let i = 0; i < 12; i++) {
        const {socketId} = await kit[family].create({});
        if (i % 3 === 0) await kit[family].close(socketId);
      }
      const ids = (await kit[family].getSockets()).map(info => info.socketId);
      chrome.test.assertEq(ids.slice().sort((a, b) => a - b), ids, family);
      chrome.test.assertEq(8, ids.length);
    }
    chrome.test.succeed();
  }
]);
