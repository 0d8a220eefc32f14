// @doc      websocketserver.md section 9, S1; section 8, Q10
// @promise  errorStatus refuses a handshake: the client gets that status, onOpen and onClose never run for it,
//           onClientClosed does, with the handle that onUpgradeToWebsocket saw.
// @member   websocketserver.onUpgradeToWebsocket websocketserver.onClientClosed websocketserver.Response.errorStatus
// @row      Q10
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function notFound() {
    const server = kit.ws.serve();
    const calls = kit.calls(server, ['onUpgradeToWebsocket', 'onOpen', 'onClose', 'onClientClosed'],
      (h, request, response) => { if (request) return response.errorStatus(404); });
    const raw = await kit.ws.raw(server.getLocalIp().port, {path: '/other'});
    chrome.test.assertEq(404, raw.status);
    chrome.test.assertEq('Not Found', raw.reason);
    await raw.end();
    const [h] = await calls.next(), [gone] = await calls.next();
    chrome.test.assertEq(h, gone);
    chrome.test.assertEq(['onUpgradeToWebsocket', 'onClientClosed'], calls.names());
    chrome.test.succeed();
  },
  async function aClientIsTold() {
    const server = kit.ws.serve({onUpgradeToWebsocket: (h, request, response) => response.errorStatus(404)});
    chrome.test.assertEq(1006, await kit.ws.refused(server.getUrl('other')));
    chrome.test.succeed();
  }
]);
