// @doc      websocketserver.md section 7.3, Heartbeat
// @promise  A ping cannot carry more than 125 bytes: longer heartbeat data is an error of each client, and nothing is
//           sent.
// @member   websocketserver.heartbeatData websocketserver.onError
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function failed() {
    const server = kit.ws.serve({heartbeatInterval: 0.1, heartbeatData: 'x'.repeat(126)});
    server.onMessage = (h, msg) => server.send(h, msg.data);
    const errors = kit.calls(server, 'onError'), opens = kit.calls(server, 'onOpen');
    const raw = await kit.ws.raw(server.getLocalIp().port), [h] = await opens.next();
    chrome.test.assertEq([h, 'Heartbeat failed'], await errors.next());
    await raw.send(kit.ws.frame(1, 'still open'));
    chrome.test.assertEq('still open', (await raw.frame()).data);
    chrome.test.succeed();
  }
]);
