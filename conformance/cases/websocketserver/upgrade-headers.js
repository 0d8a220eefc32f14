// @doc      websocketserver.md section 5.1
// @promise  Headers and cookies that onUpgradeToWebsocket sets are sent with the 101; those of the handshake itself are
//           the server's.
// @member   websocketserver.onUpgradeToWebsocket websocketserver.Response.headers websocketserver.Response.cookies
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function sentAlong() {
    const server = kit.ws.serve({onUpgradeToWebsocket(h, request, response) {
      response.headers['X-Room'] = 'lobby';
      response.headers['sec-websocket-accept'] = 'wrong';
      response.cookies.seen = 'yes';
    }});
    const {status, headers} = await kit.ws.raw(server.getLocalIp().port);
    chrome.test.assertEq([101, 'lobby', kit.ws.accept], [status, headers['x-room'], headers['sec-websocket-accept']]);
    chrome.test.assertEq('websocket', headers.upgrade.toLowerCase());
    chrome.test.assertEq('upgrade', headers.connection.toLowerCase());
    chrome.test.assertTrue(/^seen=yes(;|$)/.test(headers['set-cookie']), headers['set-cookie']);
    chrome.test.assertFalse('sec-websocket-extensions' in headers, 'no extension');
    chrome.test.succeed();
  }
]);
