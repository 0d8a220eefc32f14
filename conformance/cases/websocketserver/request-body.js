// @doc      websocketserver.md section 5.1, request
// @promise  The body of a request comes as text, as JSON, as the fields of a form or as files.
// @member   websocketserver.Request.post websocketserver.Request.query websocketserver.Request.postData
//           websocketserver.Request.postJson websocketserver.Request.postFileData
// @chromium skip websocketserver is no part of Chromium
async function ask(handler, request) {
  const server = kit.ws.serve();
  let value;
  server.httpServer.run((response, request) => { value = handler(request); });
  chrome.test.assertEq(200, (await kit.http(server.getLocalIp().port, {method: 'POST', ...request})).status);
  return value;
}
chrome.test.runTests([
  async function text() {
    const body = 'grüße 水', headers = {'Content-Type': 'text/plain'};
    chrome.test.assertEq(body, await ask(request => request.postData(), {body, headers}));
    chrome.test.succeed();
  },
  async function json() {
    const body = '{"a":[1,"水"]}', headers = {'Content-Type': 'application/json'};
    chrome.test.assertEq({a: [1, '水']}, await ask(request => request.postJson(), {body, headers}));
    chrome.test.succeed();
  },
  async function form() {
    const [post, a, b] = await ask(request => [request.post, request.query('a'), request.query('b')],
      {path: '/?b=query', body: 'a=one+two&c=%E6%B0%B4', headers: {'Content-Type': 'application/x-www-form-urlencoded'}});
    chrome.test.assertEq(['one two', '水'], [post.a, post.c]);
    chrome.test.assertEq(['one two', 'query'], [a, b]);
    chrome.test.succeed();
  },
  async function files() {
    const body = [
      '--edge', 'Content-Disposition: form-data; name="upload"; filename="a.txt"', 'Content-Type: text/plain', '', 'content',
      '--edge--', ''
    ].join('\r\n');
    const headers = {'Content-Type': 'multipart/form-data; boundary=edge'};
    const {upload} = await ask(request => request.postFileData(), {body, headers});
    chrome.test.assertEq(['a.txt', 'text/plain', 'content'], [upload.filename, upload.contentType, kit.text(upload.data)]);
    chrome.test.succeed();
  }
]);
