// @doc      websocketserver.md section 7.3, httpServer
// @promise  No files are served unless documentRoot names their folder; handlers come first, and requests tell the
//           folder.
// @member   websocketserver.httpServer.documentRoot websocketserver.Request.documentRoot
//           websocketserver.Request.documentBase
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function handlersFirst() {
    const server = kit.ws.serve(), port = server.getLocalIp().port;
    chrome.test.assertEq(null, server.httpServer.documentRoot);
    server.httpServer.run({'/': (response, request) => response.write([request.documentRoot, request.documentBase])});
    chrome.test.assertEq([null, ''], JSON.parse((await kit.http(port)).text));
    chrome.test.assertEq(404, (await kit.http(port, {path: '/README.md'})).status);
    server.httpServer.documentRoot = 'there is no such folder';
    chrome.test.assertEq(['there is no such folder', ''], JSON.parse((await kit.http(port)).text));
    for (const path of ['/README.md', '/../README.md', '/%2e%2e/README.md', '/..%2fREADME.md'])
      chrome.test.assertEq(404, (await kit.http(port, {path})).status, path);
    chrome.test.succeed();
  }
]);
