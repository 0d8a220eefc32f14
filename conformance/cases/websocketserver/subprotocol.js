// @doc      websocketserver.md section 9, S13; section 5.1
// @promise  onUpgradeToWebsocket gets the protocols and the origin the client names, or null; the answer has the first
//           protocol offered unless the callback sets another, or null for none.
// @member   websocketserver.onUpgradeToWebsocket websocketserver.Response.headers
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function offered() {
    const server = kit.ws.serve();
    const upgrades = kit.calls(server, 'onUpgradeToWebsocket', function (h, request, response, protocol) {
      if (request.path === '/v2') response.headers['Sec-WebSocket-Protocol'] = 'v2';
      if (request.path === '/none') response.headers['Sec-WebSocket-Protocol'] = null;
    });
    for (const [path, offer, answer] of [
      ['/', 'chat', 'chat'], ['/', 'chat, superchat', 'chat'], ['/v2', 'chat', 'v2'], ['/none', 'chat', undefined],
      ['/', null, undefined]
    ]) {
      const headers = {'Sec-WebSocket-Protocol': offer, Origin: 'http://a.test'};
      const raw = await kit.ws.raw(server.getLocalIp().port, {path, headers});
      chrome.test.assertEq(101, raw.status);
      chrome.test.assertEq(answer, raw.headers['sec-websocket-protocol']);
      const [, , , protocol, origin] = await upgrades.next();
      chrome.test.assertEq([offer, 'http://a.test'], [protocol, origin]);
    }
    await kit.ws.raw(server.getLocalIp().port);
    const [, , , protocol, origin] = await upgrades.next();
    chrome.test.assertEq([null, null], [protocol, origin]);
    chrome.test.succeed();
  },
  async function aClientSeesIt() {
    const server = kit.ws.serve();
    const client = await kit.ws.open(server.getUrl(), ['chat', 'superchat']);
    chrome.test.assertEq('chat', client.socket.protocol);
    chrome.test.succeed();
  }
]);
