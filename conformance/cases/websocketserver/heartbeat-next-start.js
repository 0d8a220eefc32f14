// @doc      websocketserver.md section 9, S8; section 4.1
// @promise  Heartbeat values that change while the server runs take effect at the next start.
// @member   websocketserver.heartbeatInterval websocketserver.heartbeatData websocketserver.heartbeatType
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function captured() {
    const server = kit.ws.serve({heartbeatInterval: 0.1, heartbeatData: 'old', heartbeatType: 9});
    server.heartbeatInterval = -1;
    server.heartbeatData = 'new';
    server.heartbeatType = 1;
    const before = await kit.ws.raw(server.getLocalIp().port);
    for (let beats = 0; beats < 2; beats++) {
      const {opcode, data} = await before.frame();
      chrome.test.assertEq([9, 'old'], [opcode, data]);
    }
    server.heartbeatInterval = 0.1;
    chrome.test.assertEq(true, server.start('127.0.0.1', 0));
    server.heartbeatInterval = -1;
    const after = await kit.ws.raw(server.getLocalIp().port), {opcode, data} = await after.frame();
    chrome.test.assertEq([1, 'new'], [opcode, data]);
    chrome.test.succeed();
  }
]);
