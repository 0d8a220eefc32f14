// @doc      websocketserver.md section 7.3
// @promise  A handshake whose callback throws is answered with 500 and not accepted; the error is reported.
// @member   websocketserver.onUpgradeToWebsocket
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function internalError() {
    const thrown = [];
    chrome.test.setExceptionHandler(message => thrown.push(message));
    const server = kit.ws.serve({onUpgradeToWebsocket() { throw new Error('no room'); }}), opens = kit.calls(server, 'onOpen');
    const gone = kit.calls(server, 'onClientClosed');
    const raw = await kit.ws.raw(server.getLocalIp().port);
    chrome.test.assertEq(500, raw.status);
    chrome.test.assertFalse(raw.text.includes('no room'), 'the client is not told');
    await gone.next();
    chrome.test.assertTrue(thrown.length === 1 && thrown[0].includes('no room'), thrown.join());
    chrome.test.assertEq([], opens.all);
    chrome.test.succeed();
  }
]);
