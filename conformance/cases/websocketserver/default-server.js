// @doc      websocketserver.md section 7.1
// @promise  websocketserver itself is a ready-made server: every member exists on it, and acts on one server.
// @member   websocketserver websocketserver.onMessage websocketserver.start websocketserver.send
//           websocketserver.heartbeatInterval
// @row      Q1
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function readyMade() {
    const {onMessage, heartbeatInterval, heartbeatType} = websocketserver;
    chrome.test.assertEq([null, 1800, 9], [onMessage, heartbeatInterval, heartbeatType]);
    websocketserver.onOpen = h => websocketserver.send(h, 'welcome');
    websocketserver.onMessage = function (h, msg) { this.send(h, msg.data.toUpperCase()); };
    websocketserver.httpServer.run(response => response.write('http'));
    chrome.test.assertEq(true, websocketserver.start('127.0.0.1', 0));
    const client = await kit.ws.open(websocketserver.getUrl());
    chrome.test.assertEq('welcome', await client.next());
    client.send('loud');
    chrome.test.assertEq('LOUD', await client.next());
    chrome.test.assertEq(1, websocketserver.clientCount());
    chrome.test.assertEq('http', (await kit.http(websocketserver.getLocalIp().port)).text);
    websocketserver.stop();
    chrome.test.assertEq(null, websocketserver.getUrl());
    chrome.test.succeed();
  },
  function everyMember() {
    const server = new websocketserver();
    for (let o = server; o !== null && o !== Object.prototype; o = Object.getPrototypeOf(o))
      for (const name of Object.getOwnPropertyNames(o))
        if (name !== 'constructor') chrome.test.assertTrue(name in websocketserver, name);
    chrome.test.succeed();
  }
]);
