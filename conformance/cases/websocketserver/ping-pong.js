// @doc      websocketserver.md section 7.3
// @promise  A ping is answered with its payload; neither ping nor pong is visible to callbacks.
// @member   websocketserver.onMessage websocketserver.onFragment
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function answered() {
    const server = kit.ws.serve(), raw = await kit.ws.raw(server.getLocalIp().port);
    const calls = kit.calls(server, ['onMessage', 'onFragment', '_translateMessage', 'onError', 'onClose']);
    await raw.send(kit.ws.frame(10, 'unasked'));
    for (const payload of ['', 'ping', '\xff'.repeat(125)]) {
      await raw.send(kit.ws.frame(9, payload));
      const {fin, opcode, masked, data} = await raw.frame();
      chrome.test.assertEq([1, 10, 0, payload], [fin, opcode, masked, data]);
    }
    chrome.test.assertEq([], calls.all);
    chrome.test.succeed();
  }
]);
