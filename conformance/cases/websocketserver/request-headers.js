// @doc      websocketserver.md section 5.1, request
// @promise  Headers are there by names in lower case, as strings, and cookies by theirs.
// @member   websocketserver.Request.headers websocketserver.Request.cookies websocketserver.Request.contentType
//           websocketserver.Request.contentLength
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function members() {
    const server = kit.ws.serve();
    server.httpServer.run((response, {headers, cookies, contentType, contentLength}) => {
      response.write({headers, cookies, contentType, contentLength});
    });
    const answer = await kit.http(server.getLocalIp().port, {
      method: 'POST', body: 'grüße',
      headers: {'X-Mixed-Case': 'Kept', 'Content-Type': 'text/plain', Cookie: 'Session=abc; other=1'}
    });
    const seen = JSON.parse(answer.text);
    chrome.test.assertEq('Kept', seen.headers['x-mixed-case']);
    chrome.test.assertEq('127.0.0.1:' + server.getLocalIp().port, seen.headers.host);
    chrome.test.assertEq({session: 'abc', other: '1'}, seen.cookies);
    chrome.test.assertEq(['text/plain', 7], [seen.contentType, seen.contentLength]);
    chrome.test.succeed();
  }
]);
