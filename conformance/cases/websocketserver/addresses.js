// @doc      websocketserver.md section 4.10; section 8, Q3
// @promise  getLocalIp and getRemoteIp are [ip, port], with the same as properties; null when there is none.
// @member   websocketserver.getLocalIp websocketserver.getRemoteIp
// @row      Q3
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function pairs() {
    const server = new websocketserver();
    chrome.test.assertEq([null, null], [server.getLocalIp(), server.getRemoteIp(1)]);
    server.start('127.0.0.1', 0);
    const opens = kit.calls(server, 'onOpen');
    await kit.ws.open(server.getUrl());
    const [h] = await opens.next();
    for (const address of [server.getLocalIp(), server.getRemoteIp(h)]) {
      chrome.test.assertTrue(Array.isArray(address), 'an array');
      const [ip, port] = address;
      chrome.test.assertEq([2, '127.0.0.1', '127.0.0.1', port], [address.length, ip, address.ip, address.port]);
      chrome.test.assertTrue(Number.isInteger(port) && port > 0, 'port');
    }
    chrome.test.succeed();
  }
]);
