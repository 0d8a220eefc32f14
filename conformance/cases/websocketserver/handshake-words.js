// @doc      websocketserver.md section 7.3, Handshake
// @promise  Words in the headers of a handshake count in any case, and Connection may have others beside Upgrade.
// @member   websocketserver.onOpen
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function accepted() {
    const server = kit.ws.serve();
    for (const headers of [
      {Upgrade: 'WebSocket', Connection: 'upgrade'}, {Connection: 'keep-alive, UPGRADE'}, {Connection: 'foo,Upgrade'}
    ]) {
      const raw = await kit.ws.raw(server.getLocalIp().port, {headers});
      chrome.test.assertEq([101, kit.ws.accept], [raw.status, raw.headers['sec-websocket-accept']]);
    }
    chrome.test.succeed();
  }
]);
