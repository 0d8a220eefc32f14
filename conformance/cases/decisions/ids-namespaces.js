// @doc      Table of decisions, row 3
// @promise  Each namespace counts for itself: an id of one is not known to the others.
// @member   sockets.tcp.getInfo sockets.tcpServer.getInfo sockets.udp.getInfo
// @row      3
chrome.test.runTests([
  async function idsOfNamespaces() {
    const families = ['tcp', 'tcpServer', 'udp'];
    for (const family of families) {
      // More sockets than the other namespaces have.
      let id = 0;
      for (let i = 0; i < 50 * (families.indexOf(family) + 1); i++) id = (await kit[family].create({})).socketId;
      for (const other of families.slice(0, families.indexOf(family))) {
        chrome.test.assertEq('Socket not found', (await kit.failure(kit[other].getInfo(id))).message);
      }
    }
    chrome.test.succeed();
  }
]);
