// @doc      websocketserver.md section 6.1
// @promise  defaultUrl is the address of the HTTP server, null when it does not listen.
// @member   websocketserver.httpServer.defaultUrl
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  function url() {
    const server = new websocketserver();
    chrome.test.assertEq(null, server.httpServer.defaultUrl);
    server.start('127.0.0.1', 0);
    chrome.test.assertEq(server.httpServer.getUrl(), server.httpServer.defaultUrl);
    chrome.test.succeed();
  }
]);
