// @doc      docs/websocketserver.md, HTTP
// @promise  The answer of a handler that returns a promise is complete when the promise settles; a rejection is 500,
//           and reported.
// @member   websocketserver.httpServer.run
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function later() {
    const server = kit.ws.serve();
    server.httpServer.run(async response => {
      response.write('first ');
      await new Promise(resolve => setTimeout(resolve, 0));
      response.write('second');
    });
    chrome.test.assertEq('first second', (await kit.http(server.getLocalIp().port)).text);
    chrome.test.succeed();
  },
  async function rejected() {
    const thrown = [];
    chrome.test.setExceptionHandler(message => thrown.push(message));
    const server = kit.ws.serve();
    server.httpServer.run(() => Promise.reject(new Error('secret')));
    chrome.test.assertEq(500, (await kit.http(server.getLocalIp().port)).status);
    chrome.test.assertTrue(thrown.length === 1 && thrown[0].includes('secret'), thrown.join());
    chrome.test.succeed();
  }
]);
