// @doc      websocketserver.md section 9, S8; section 5.8
// @promise  A client that was idle for the heartbeat interval, in seconds, gets a frame of the heartbeat type with the
//           heartbeat data, not before; that it does not answer is never noticed.
// @member   websocketserver.heartbeatInterval websocketserver.heartbeatData websocketserver.heartbeatType
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function idleClient() {
    const server = kit.ws.serve({heartbeatInterval: 0.2, heartbeatData: 'hb', heartbeatType: 9});
    const opens = kit.calls(server, 'onOpen'), begun = Date.now();
    const raw = await kit.ws.raw(server.getLocalIp().port);
    const ping = {fin: 1, rsv1: 0, rsv2: 0, rsv3: 0, opcode: 9, masked: 0, data: 'hb'};
    chrome.test.assertEq(ping, await raw.frame());
    const waited = Date.now() - begun;
    chrome.test.assertTrue(waited >= 195, 'the first came after ' + waited + ' ms');
    chrome.test.assertEq(ping, await raw.frame());
    const [h] = await opens.next();
    chrome.test.assertEq(1, server.client(h).wsReadyState);
    chrome.test.succeed();
  }
]);
