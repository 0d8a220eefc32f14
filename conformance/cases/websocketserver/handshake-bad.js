// @doc      websocketserver.md section 3; section 7.3, Handshake
// @promise  A handshake of another version, without a key, for another protocol or with another method is answered with
//           an error and calls nothing.
// @member   websocketserver.onUpgradeToWebsocket websocketserver.onClientClosed
// @row      Q10
// @chromium skip websocketserver is no part of Chromium
async function status(request) {
  const server = kit.ws.serve(), calls = kit.calls(server, ['onUpgradeToWebsocket', 'onError', 'onClose', 'onClientClosed']);
  const raw = await kit.ws.raw(server.getLocalIp().port, request);
  await raw.drop();
  const opens = kit.calls(server, 'onOpen');
  await kit.ws.open(server.getUrl());
  await opens.next();
  chrome.test.assertEq(['onUpgradeToWebsocket'], calls.names(), 'only that of the good one');
  return raw;
}
chrome.test.runTests([
  async function version() {
    const {status: code, headers} = await status({headers: {'Sec-WebSocket-Version': '8'}});
    chrome.test.assertEq([400, '13'], [code, headers['sec-websocket-version']]);
    chrome.test.succeed();
  },
  async function key() {
    chrome.test.assertEq(400, (await status({headers: {'Sec-WebSocket-Key': null}})).status);
    chrome.test.succeed();
  },
  async function otherUpgrade() {
    chrome.test.assertEq(400, (await status({headers: {Upgrade: 'other'}})).status);
    chrome.test.succeed();
  },
  async function method() {
    const {status: code} = await status({method: 'POST', headers: {'Content-Length': '0'}});
    chrome.test.assertTrue(code >= 400 && code < 500, 'status ' + code);
    chrome.test.succeed();
  }
]);
