// @doc      websocketserver.md section 6.1; section 7.2, 1-based tables
// @promise  clients has every connection by its handle, HTTP too; acceptCount counts the connections.
// @member   websocketserver.httpServer.clients websocketserver.httpServer.acceptCount
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function byHandle() {
    const server = kit.ws.serve(), gone = kit.calls(server, 'onClientClosed');
    const handles = () => Object.keys(server.httpServer.clients).map(Number);
    chrome.test.assertEq([], handles());
    const client = await kit.ws.join(server), {h} = client;
    chrome.test.assertEq([h], handles());
    let within;
    server.httpServer.run(() => { within = [handles().length, server.httpServer.acceptCount]; });
    await kit.http(server.getLocalIp().port);
    chrome.test.assertEq([2, 2], within);
    await gone.next();
    client.close();
    await gone.next();
    chrome.test.assertEq([], handles());
    chrome.test.succeed();
  }
]);
