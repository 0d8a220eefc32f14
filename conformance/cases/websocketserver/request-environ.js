// @doc      websocketserver.md section 5.1, request
// @promise  environ has the request in the variables of CGI.
// @member   websocketserver.Request.environ
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function variables() {
    const server = kit.ws.serve(), port = server.getLocalIp().port;
    server.httpServer.run((response, request) => response.write(request.environ));
    const environ = JSON.parse((await kit.http(port, {path: '/a?b=c', headers: {'X-Own': 'kept'}})).text);
    for (const [name, value] of Object.entries({REQUEST_METHOD: 'GET', QUERY_STRING: 'b=c', REMOTE_ADDR: '127.0.0.1',
      SERVER_PORT: String(port), SERVER_PROTOCOL: 'HTTP/1.1', HTTP_X_OWN: 'kept'}))
      chrome.test.assertEq(value, environ[name], name);
    chrome.test.succeed();
  }
]);
