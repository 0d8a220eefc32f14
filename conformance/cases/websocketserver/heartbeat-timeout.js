// @doc      docs/websocketserver.md, Heartbeats
// @promise  With heartbeatTimeout a client that stays silent after a heartbeat is given up, 1006; one that answers
//           stays.
// @member   websocketserver.heartbeatTimeout websocketserver.onClose
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function silentClient() {
    const server = kit.ws.serve({heartbeatInterval: 0.2, heartbeatTimeout: 0.2}), closes = kit.calls(server, 'onClose');
    chrome.test.assertEq(0, new websocketserver().heartbeatTimeout);
    const {h} = await kit.ws.join(server), opens = kit.calls(server, 'onOpen');
    await kit.ws.raw(server.getLocalIp().port);
    const [silent] = await opens.next(), [closed, err] = await closes.next();
    chrome.test.assertEq([silent, 1006], [closed, err.code]);
    chrome.test.assertTrue(server.isConnected(h), 'the other one answers');
    chrome.test.succeed();
  }
]);
