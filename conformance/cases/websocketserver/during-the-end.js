// @doc      websocketserver.md section 3, Details
// @promise  During onClose, _onClientClosed and onClientClosed the handle is still known: client, getRemoteIp and
//           clientCount see it, isClosed is true and isConnected false, and send fails.
// @member   websocketserver.onClose websocketserver._onClientClosed websocketserver.onClientClosed
//           websocketserver.client websocketserver.getRemoteIp websocketserver.isClosed websocketserver.isConnected
//           websocketserver.clientCount websocketserver.Client.wsReadyState
// @row      Q16
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function stillKnown() {
    const server = kit.ws.serve(), errors = kit.calls(server, 'onError');
    const seen = kit.calls(server, ['onClose', '_onClientClosed', 'onClientClosed'], h => {
      const client = server.client(h), [ip, port] = server.getRemoteIp(h);
      chrome.test.assertEq([h, 3, true], [client.hSocket, client.wsReadyState, client.mark]);
      chrome.test.assertEq('127.0.0.1', ip);
      chrome.test.assertTrue(port > 0, 'port');
      chrome.test.assertEq([true, false], [server.isClosed(h), server.isConnected(h)]);
      chrome.test.assertEq(1, server.clientCount());
      chrome.test.assertEq(null, server.send(h, 'too late'));
    });
    const client = await kit.ws.join(server), {h} = client;
    server.client(h).mark = true;
    client.close();
    for (let i = 0; i < 3; i++) await seen.next();
    chrome.test.assertEq(['onClose', '_onClientClosed', 'onClientClosed'], seen.names());
    chrome.test.assertEq(3, errors.all.length);
    chrome.test.assertEq(0, server.clientCount());
    chrome.test.succeed();
  }
]);
