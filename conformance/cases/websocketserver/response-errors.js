// @doc      websocketserver.md section 5.1, response
// @promise  error answers 500 with a text, errorStatus any status with a text, that of customErrors, or the status
//           line; redirect 302 or the given status. All end the answer: what comes later is not sent, and does not
//           throw.
// @member   websocketserver.Response.error websocketserver.Response.errorStatus websocketserver.Response.redirect
//           websocketserver.Response.closed websocketserver.httpServer.customErrors
// @chromium skip websocketserver is no part of Chromium
async function answer(handler, setup) {
  const server = kit.ws.serve();
  if (setup) setup(server.httpServer);
  let closed;
  server.httpServer.run(response => {
    handler(response);
    closed = response.closed;
    response.write('late');
    response.close();
  });
  const result = await kit.http(server.getLocalIp().port);
  chrome.test.assertEq(true, closed);
  return [result.status, result.text, result.headers.location];
}
chrome.test.runTests([
  async function error() {
    chrome.test.assertEq([500, 'broken', undefined], await answer(response => response.error('broken')));
    chrome.test.succeed();
  },
  async function errorStatus() {
    chrome.test.assertEq([403, 'not for you', undefined], await answer(response => response.errorStatus(403, 'not for you')));
    const [status, text] = await answer(response => response.errorStatus(404));
    chrome.test.assertEq([404, true], [status, text.includes('404 Not Found')]);
    chrome.test.succeed();
  },
  async function customErrors() {
    chrome.test.assertEq([404, 'nothing here', undefined], await answer(response => response.errorStatus(404), http => {
      http.customErrors = {404: response => { response.write('nothing here'); }};
    }));
    chrome.test.succeed();
  },
  async function redirect() {
    for (const [args, expected] of [[['/login'], [302, '/login']], [['/moved', 301], [301, '/moved']]]) {
      const [status, , location] = await answer(response => response.redirect(...args));
      chrome.test.assertEq(expected, [status, location]);
    }
    chrome.test.succeed();
  },
  async function closed() {
    chrome.test.assertEq([200, 'early', undefined], await answer(response => { response.write('early'); response.close(); }));
    chrome.test.succeed();
  }
]);
