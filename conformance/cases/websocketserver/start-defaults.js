// @doc      websocketserver.md section 9, S4; section 4.1
// @promise  start without arguments listens on every IPv4 address, on a free port from 1025 on, and getUrl says
//           localhost.
// @member   websocketserver.start websocketserver.getLocalIp websocketserver.getUrl
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function anyAddressAnyPort() {
    const server = new websocketserver();
    chrome.test.assertEq(true, server.start());
    const [ip, port] = server.getLocalIp();
    chrome.test.assertEq('0.0.0.0', ip);
    chrome.test.assertTrue(port >= 1025, 'port ' + port);
    chrome.test.assertEq('ws://localhost:' + port, server.getUrl());
    chrome.test.succeed();
  },
  async function twoCallsOneAfterTheOther() {
    const server = new websocketserver();
    server.onMessage = (h, msg) => server.send(h, String(Number(msg.data) * 2));
    server.start();
    const client = await kit.ws.open('ws://127.0.0.1:' + server.getLocalIp().port + '/');
    client.send('21');
    const first = await client.next();
    client.send(first);
    chrome.test.assertEq(['42', '84'], [first, await client.next()]);
    chrome.test.succeed();
  }
]);
