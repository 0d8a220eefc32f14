// @doc      websocketserver.md section 9, S8; section 5.8
// @promise  A client that keeps sending gets no heartbeat.
// @member   websocketserver.heartbeatInterval
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function whileAnotherIsIdle() {
    const server = kit.ws.serve({heartbeatInterval: 0.5});
    const port = server.getLocalIp().port, busy = await kit.ws.raw(port), idle = await kit.ws.raw(port);
    const beat = idle.frame();
    let over = false;
    beat.then(() => { over = true; });
    server.onMessage = (h, msg) => server.send(h, msg.data);
    while (!over) {
      await busy.send(kit.ws.frame(1, 'busy'));
      const {opcode, data} = await busy.frame();
      chrome.test.assertEq([1, 'busy'], [opcode, data]);
    }
    chrome.test.assertEq(9, (await beat).opcode);
    chrome.test.succeed();
  }
]);
