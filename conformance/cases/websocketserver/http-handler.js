// @doc      websocketserver.md section 6.1; section 7.3, httpServer
// @promise  run installs a handler, called with the response first, then the request and the session; it starts the
//           server if need be and answers with its address. Another run replaces the handler. Without one everything is
//           404.
// @member   websocketserver.httpServer.run websocketserver.httpServer.start
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function run() {
    const server = new websocketserver();
    const url = server.httpServer.run(function (response, request, session) {
      response.write([arguments.length, typeof response.write, request.method, typeof session].join(' '));
    });
    const port = server.getLocalIp().port;
    chrome.test.assertTrue(url.startsWith(server.httpServer.getUrl()), url);
    chrome.test.assertEq('3 function GET object', (await kit.http(port)).text);
    server.httpServer.run(response => response.write('another'));
    chrome.test.assertEq(port, server.getLocalIp().port);
    chrome.test.assertEq('another', (await kit.http(port)).text);
    await kit.ws.open(server.getUrl());
    chrome.test.succeed();
  },
  async function none() {
    const server = kit.ws.serve();
    chrome.test.assertEq(404, (await kit.http(server.getLocalIp().port)).status);
    chrome.test.succeed();
  },
  async function throws() {
    const thrown = [];
    chrome.test.setExceptionHandler(message => thrown.push(message));
    const server = kit.ws.serve();
    server.httpServer.run(() => { throw new Error('secret'); });
    const {status, text} = await kit.http(server.getLocalIp().port);
    chrome.test.assertEq([500, false], [status, text.includes('secret')]);
    chrome.test.assertTrue(thrown.length === 1 && thrown[0].includes('secret'), thrown.join());
    chrome.test.succeed();
  }
]);
