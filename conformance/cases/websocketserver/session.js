// @doc      docs/websocketserver.md, HTTP
// @promise  What a handler sets on its session is there again for the same visitor, known by a cookie, and for no
//           other; a visitor of whom nothing was kept gets no cookie.
// @member   websocketserver.httpServer.run websocketserver.Request.sessionId
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function remembered() {
    const server = kit.ws.serve(), port = server.getLocalIp().port;
    server.httpServer.run((response, request, session) => {
      if (request.path === '/count') session.count = (session.count || 0) + 1;
      response.write(String(session.count) + (request.sessionId === null ? '' : ' known'));
    });
    chrome.test.assertEq(undefined, (await kit.http(port)).headers['set-cookie']);
    const first = await kit.http(port, {path: '/count'}), cookie = first.headers['set-cookie'];
    chrome.test.assertEq('1 known', first.text);
    chrome.test.assertTrue(/; *httponly/i.test(cookie), cookie);
    const headers = {Cookie: cookie.split(';')[0]};
    chrome.test.assertEq('2 known', (await kit.http(port, {path: '/count', headers})).text);
    chrome.test.assertEq('2 known', (await kit.http(port, {headers})).text);
    chrome.test.assertEq('1 known', (await kit.http(port, {path: '/count'})).text, 'another visitor');
    chrome.test.assertEq('undefined', (await kit.http(port)).text);
    chrome.test.succeed();
  }
]);
