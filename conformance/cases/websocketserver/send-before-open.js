// @doc      websocketserver.md section 9, S12; section 3.1
// @promise  In onUpgradeToWebsocket the client object is there, neither connected nor closed, not counted; send is null
//           and an error.
// @member   websocketserver.send websocketserver.onError websocketserver.onUpgradeToWebsocket
//           websocketserver.isConnected websocketserver.isClosed websocketserver.clientCount
//           websocketserver.Client.wsReadyState
// @row      Q17
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function whileUpgrading() {
    const server = kit.ws.serve(), errors = kit.calls(server, 'onError');
    const upgrades = kit.calls(server, 'onUpgradeToWebsocket', h => {
      const client = server.client(h);
      chrome.test.assertEq([h, null], [client.hSocket, client.wsReadyState]);
      chrome.test.assertFalse(client.webSocketUpgraded || false);
      chrome.test.assertEq([false, false, 0], [server.isConnected(h), server.isClosed(h), server.clientCount()]);
      chrome.test.assertEq(null, server.send(h, 'too early'));
    });
    const opens = kit.calls(server, 'onOpen', h => {
      chrome.test.assertEq([true, false, 1], [server.isConnected(h), server.isClosed(h), server.clientCount()]);
      server.send(h, 'first');
    });
    const client = await kit.ws.open(server.getUrl()), [h] = await upgrades.next();
    chrome.test.assertEq([h], await opens.next());
    chrome.test.assertEq([[h, 'Failed to execute "send/sendData"']], errors.all);
    chrome.test.assertEq('first', await client.next());
    chrome.test.succeed();
  }
]);
