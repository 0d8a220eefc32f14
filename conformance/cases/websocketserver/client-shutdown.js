// @doc      websocketserver.md section 4.7
// @promise  shutdown of a client object ends the connection in order: what was sent arrives, then onClose and
//           onClientClosed come.
// @member   websocketserver.Client.shutdown websocketserver.onClose websocketserver.onClientClosed
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function orderly() {
    const server = kit.ws.serve(), opens = kit.calls(server, 'onOpen'), calls = kit.calls(server, ['onClose', 'onClientClosed']);
    const client = await kit.ws.open(server.getUrl()), [h] = await opens.next();
    server.send(h, 'last');
    server.client(h).shutdown();
    chrome.test.assertEq('last', await client.next());
    await client.closed;
    chrome.test.assertEq(h, (await calls.next())[0]);
    chrome.test.assertEq([h], await calls.next());
    chrome.test.assertEq(['onClose', 'onClientClosed'], calls.names());
    chrome.test.succeed();
  }
]);
