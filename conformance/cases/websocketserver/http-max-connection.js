// @doc      websocketserver.md section 3, Details
// @promise  Connections above httpServer.maxConnection, 1000 by default, are dropped at once, without a callback.
// @member   websocketserver.httpServer.maxConnection
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function dropped() {
    const server = kit.ws.serve();
    chrome.test.assertEq(1000, server.httpServer.maxConnection);
    server.httpServer.maxConnection = 1;
    const gone = kit.calls(server, 'onClientClosed'), client = await kit.ws.join(server), opens = kit.calls(server, 'onOpen');
    chrome.test.assertEq(1006, await kit.ws.refused(server.getUrl()));
    chrome.test.assertEq([0, 0], [opens.all.length, gone.all.length]);
    chrome.test.assertEq(true, server.publish('still here'));
    chrome.test.assertEq('still here', await client.next());
    chrome.test.succeed();
  }
]);
