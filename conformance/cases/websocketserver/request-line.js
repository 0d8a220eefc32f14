// @doc      websocketserver.md section 5.1, request
// @promise  A request tells its method, its path decoded and without the query, its query with names in lower case, its
//           address and its peer.
// @member   websocketserver.Request.method websocketserver.Request.path websocketserver.Request.pathInfo
//           websocketserver.Request.uri websocketserver.Request.url websocketserver.Request.get
//           websocketserver.Request.query websocketserver.Request.protocol websocketserver.Request.scheme
//           websocketserver.Request.host websocketserver.Request.serverPort websocketserver.Request.remoteAddr
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function members() {
    const server = kit.ws.serve(), port = server.getLocalIp().port;
    server.httpServer.run((response, request) => {
      const {method, path, pathInfo, uri, url, get, protocol, scheme, host, serverPort, remoteAddr} = request;
      response.write({method, path, pathInfo, uri, url, get, protocol, scheme, host, serverPort, remoteAddr,
        query: [request.query('a'), request.query('none') === undefined || request.query('none') === null]});
    });
    const answer = await kit.http(port, {method: 'DELETE', path: '/a%20b/%E6%B0%B4?A=one%20two&b=3'});
    const seen = JSON.parse(answer.text);
    chrome.test.assertEq(['DELETE', '/a b/水', '/a b/水'], [seen.method, seen.path, seen.pathInfo]);
    chrome.test.assertEq('/a%20b/%E6%B0%B4?A=one%20two&b=3', seen.uri);
    chrome.test.assertEq(['one two', '3'], [seen.get.a, seen.get.b]);
    chrome.test.assertEq(['one two', true], seen.query);
    chrome.test.assertEq(['HTTP/1.1', 'http', port, '127.0.0.1'], [seen.protocol, seen.scheme, seen.serverPort, seen.remoteAddr]);
    chrome.test.assertTrue(seen.host.startsWith('127.0.0.1'), seen.host);
    const plain = JSON.parse((await kit.http(port, {path: '/plain?x'})).text);
    chrome.test.assertEq('http://127.0.0.1:' + port + '/plain', plain.url);
    chrome.test.assertEq('/', JSON.parse((await kit.http(port, {path: '/'})).text).path);
    chrome.test.succeed();
  },
  async function ofAHandshake() {
    const server = kit.ws.serve();
    const upgrades = kit.calls(server, 'onUpgradeToWebsocket', (h, request) => {
      chrome.test.assertEq(['GET', '/room', '7'], [request.method, request.path, request.get.t]);
      chrome.test.assertEq('websocket', request.headers.upgrade);
    });
    await kit.ws.open(server.getUrl('room?t=7'));
    await upgrades.next();
    chrome.test.succeed();
  }
]);
