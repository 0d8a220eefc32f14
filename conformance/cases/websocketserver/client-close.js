// @doc      websocketserver.md section 4.7
// @promise  close of a client object ends the connection at once: onClientClosed, no onClose, no close frame.
// @member   websocketserver.Client.close websocketserver.onClientClosed
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function hard() {
    const server = kit.ws.serve(), opens = kit.calls(server, 'onOpen');
    const calls = kit.calls(server, ['onClose', 'onClientClosed']), client = await kit.ws.open(server.getUrl());
    const [h] = await opens.next();
    server.client(h).close();
    chrome.test.assertEq([h], await calls.next());
    chrome.test.assertEq(['onClientClosed'], calls.names());
    chrome.test.assertEq(1006, (await client.closed).code);
    chrome.test.succeed();
  }
]);
