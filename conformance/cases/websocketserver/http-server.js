// @doc      websocketserver.md section 6.1; section 7.3, httpServer
// @promise  httpServer starts, stops and tells addresses and clients of the same server.
// @member   websocketserver.httpServer websocketserver.httpServer.start websocketserver.httpServer.stop
//           websocketserver.httpServer.getLocalIp websocketserver.httpServer.getRemoteIp
//           websocketserver.httpServer.getUrl websocketserver.httpServer.client websocketserver.httpServer.isClosed
//           websocketserver.httpServer.isConnected
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function sameServer() {
    const server = new websocketserver(), http = server.httpServer;
    chrome.test.assertTrue(server.httpServer === http, 'one object');
    chrome.test.assertEq([null, null], [http.getLocalIp(), http.getUrl()]);
    chrome.test.assertEq(true, http.start('127.0.0.1', 0));
    chrome.test.assertEq(Array.from(server.getLocalIp()), Array.from(http.getLocalIp()));
    const client = await kit.ws.join(server), {h} = client;
    chrome.test.assertTrue(http.client(h) === server.client(h), 'the same client');
    chrome.test.assertEq(Array.from(server.getRemoteIp(h)), Array.from(http.getRemoteIp(h)));
    chrome.test.assertFalse(http.isClosed(h));
    http.stop();
    chrome.test.assertEq([null, null], [http.getLocalIp(), server.getUrl()]);
    chrome.test.assertTrue(http.isClosed(h));
    chrome.test.assertFalse(http.isConnected(h));
    await client.closed;
    chrome.test.succeed();
  },
  function addresses() {
    const server = kit.ws.serve(), base = 'http://127.0.0.1:' + server.getLocalIp().port;
    for (const [args, url] of [
      [[], ''], [['a'], '/a'], [['/a'], '/a'], [['a', true], '/a'],
      [['a', {x: 1, y: 'two words'}], '/a?x=1&y=two+words'], [['a', {x: '&='}], '/a?x=%26%3D']
    ])
      chrome.test.assertEq(base + url, server.httpServer.getUrl(...args).replace('%20', '+'));
    chrome.test.succeed();
  }
]);
