// @doc      docs/websocketserver.md, HTTP
// @promise  A body over maxBodyBytes is answered with 413 and shown to nobody.
// @member   websocketserver.httpServer.maxBodyBytes
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function tooLong() {
    const server = kit.ws.serve(), handled = [];
    server.httpServer.maxBodyBytes = 10;
    server.httpServer.run((response, request) => { handled.push(request.postData()); });
    const post = body => kit.http(server.getLocalIp().port, {method: 'POST', body, headers: {'Content-Type': 'text/plain'}});
    chrome.test.assertEq(200, (await post('x'.repeat(10))).status);
    chrome.test.assertEq(413, (await post('x'.repeat(11))).status);
    chrome.test.assertEq(['x'.repeat(10)], handled);
    chrome.test.succeed();
  }
]);
