// @doc      websocketserver.md section 4.7; section 7.3, client
// @promise  client is one extensible object for the life of a connection, with its handle, states, addresses and the
//           time of its last activity.
// @member   websocketserver.client websocketserver.Client.hSocket websocketserver.Client.wsReadyState
//           websocketserver.Client.readyState websocketserver.Client.webSocketUpgraded
//           websocketserver.Client.lastActiveTime websocketserver.Client.getRemoteIp websocketserver.Client.getLocalIp
//           websocketserver.Client.isClosed websocketserver.Client.isConnected
// @row      Q3
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function members() {
    const server = kit.ws.serve(), opens = kit.calls(server, 'onOpen'), begun = Math.floor(Date.now() / 1000);
    const raw = await kit.ws.raw(server.getLocalIp().port), [h] = await opens.next(), client = server.client(h);
    chrome.test.assertEq([h, 1, 1, true], [client.hSocket, client.wsReadyState, client.readyState, client.webSocketUpgraded]);
    chrome.test.assertEq([false, true], [client.isClosed(), client.isConnected()]);
    const {localAddress, localPort} = await kit.tcp.getInfo(raw.socketId), [ip, port] = client.getRemoteIp();
    chrome.test.assertEq([localAddress, localPort], [ip, port]);
    chrome.test.assertEq([localAddress, localPort], [client.getRemoteIp().ip, client.getRemoteIp().port]);
    chrome.test.assertEq(Array.from(server.getLocalIp()), Array.from(client.getLocalIp()));
    const {lastActiveTime} = client;
    chrome.test.assertTrue(lastActiveTime >= begun - 1 && lastActiveTime <= Date.now() / 1000 + 1, 'at ' + lastActiveTime);
    chrome.test.succeed();
  },
  async function oneObject() {
    const server = kit.ws.serve(), opens = kit.calls(server, 'onOpen');
    let object;
    server.onUpgradeToWebsocket = h => {
      object = server.client(h);
      object.user = 'ann';
    };
    const gone = kit.calls(server, 'onClientClosed', h => chrome.test.assertTrue(server.client(h) === object, 'until the end'));
    const client = await kit.ws.open(server.getUrl()), [h] = await opens.next();
    chrome.test.assertTrue(server.client(h) === object, 'the same object');
    chrome.test.assertEq('ann', server.client(String(h)).user);
    client.close();
    await gone.next();
    chrome.test.assertEq(null, server.client(h));
    chrome.test.assertEq([true, false, 'ann'], [object.isClosed(), object.isConnected(), object.user]);
    chrome.test.succeed();
  }
]);
