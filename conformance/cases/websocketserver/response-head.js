// @doc      websocketserver.md section 5.1, response
// @promise  status is a number or a line, headers and cookies go out as set; a header with an array is sent several
//           times.
// @member   websocketserver.Response.status websocketserver.Response.headers websocketserver.Response.cookies
// @chromium skip websocketserver is no part of Chromium
async function answer(handler) {
  const server = kit.ws.serve();
  server.httpServer.run(response => { handler(response); });
  return kit.http(server.getLocalIp().port);
}
chrome.test.runTests([
  async function status() {
    chrome.test.assertEq(201, (await answer(response => { response.status = 201; })).status);
    chrome.test.assertEq(404, (await answer(response => { response.status = '404 Not Found'; response.write('x'); })).status);
    chrome.test.succeed();
  },
  async function headers() {
    const seen = (await answer(response => {
      response.headers['X-One'] = 'one';
      response.headers['x-many'] = ['a', 'b'];
      response.headers['X-Gone'] = 'gone';
      response.headers['X-Gone'] = null;
    })).headers;
    chrome.test.assertEq(['one', 'a, b', undefined], [seen['x-one'], seen['x-many'], seen['x-gone']]);
    chrome.test.succeed();
  },
  async function noSplitting() {
    const reported = new Promise(resolve => chrome.test.setExceptionHandler(resolve));
    const {status, headers} = await answer(response => { response.headers['X-One'] = 'one\r\nX-Two: two'; });
    chrome.test.assertEq([500, false], [status, 'x-two' in headers]);
    chrome.test.assertTrue((await reported).includes('X-One'));
    chrome.test.succeed();
  },
  async function cookies() {
    const cookie = (await answer(response => {
      response.cookies.id = {value: 'abc', maxAge: 60, path: '/', httpOnly: true};
    })).headers['set-cookie'];
    chrome.test.assertTrue(/^id=abc;/.test(cookie), cookie);
    for (const part of [/; *max-age=60/i, /; *path=\//i, /; *httponly/i]) chrome.test.assertTrue(part.test(cookie), cookie);
    chrome.test.assertFalse(/secure/i.test(cookie), cookie);
    chrome.test.succeed();
  }
]);
