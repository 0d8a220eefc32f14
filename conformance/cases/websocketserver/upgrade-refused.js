// @doc      websocketserver.md section 5.1; section 8, Q9, Q11
// @promise  response.close, errorStatus, error and redirect refuse a handshake, and so does a body; close answers 200
//           unless a status was set. Code after them runs on, later calls do nothing.
// @member   websocketserver.Response.close websocketserver.Response.closed websocketserver.Response.errorStatus
//           websocketserver.Response.error websocketserver.Response.redirect websocketserver.Response.status
//           websocketserver.Response.write
// @row      Q9
// @chromium skip websocketserver is no part of Chromium
async function refused(body) {
  const server = kit.ws.serve({onUpgradeToWebsocket: (h, request, response) => body(response)});
  const calls = kit.calls(server, ['onOpen', 'onClose', 'onClientClosed']);
  const raw = await kit.ws.raw(server.getLocalIp().port);
  await calls.next();
  chrome.test.assertEq(['onClientClosed'], calls.names());
  return raw;
}
chrome.test.runTests([
  async function close() {
    let runsOn = false;
    const {status, text} = await refused(response => {
      chrome.test.assertFalse(response.closed);
      response.close();
      chrome.test.assertTrue(response.closed);
      response.errorStatus(404);
      response.write('late');
      response.close();
      runsOn = true;
    });
    chrome.test.assertEq([200, ''], [status, text]);
    chrome.test.assertTrue(runsOn);
    chrome.test.succeed();
  },
  async function closeWithStatus() {
    chrome.test.assertEq(403, (await refused(response => { response.status = 403; response.close(); })).status);
    const raw = await refused(response => { response.status = '418 Short and Stout'; response.close(); });
    chrome.test.assertEq(418, raw.status);
    chrome.test.succeed();
  },
  async function errors() {
    const custom = await refused(response => response.errorStatus(401, 'who are you?'));
    chrome.test.assertEq([401, 'who are you?'], [custom.status, custom.text]);
    const error = await refused(response => response.error('broken'));
    chrome.test.assertEq([500, 'broken'], [error.status, error.text]);
    const redirect = await refused(response => response.redirect('/elsewhere'));
    chrome.test.assertEq([302, '/elsewhere'], [redirect.status, redirect.headers.location]);
    chrome.test.succeed();
  },
  async function body() {
    const raw = await refused(response => { response.write('not here'); });
    chrome.test.assertEq([200, 'not here'], [raw.status, raw.text]);
    chrome.test.succeed();
  }
]);
