// @doc      websocketserver.md section 9, S10; section 4.1; section 8, Q14
// @promise  start returns null when it cannot listen, and throws nothing; lastError has the reason, and is null after a
//           success. A running server was stopped before.
// @member   websocketserver.start websocketserver.lastError websocketserver.getUrl websocketserver.getLocalIp
// @row      Q14
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function occupied() {
    const first = kit.ws.serve(), second = kit.ws.serve(), client = await kit.ws.join(second);
    chrome.test.assertEq(null, second.lastError);
    chrome.test.assertEq(null, second.start('127.0.0.1', first.getLocalIp().port));
    chrome.test.assertEq([null, null, 0], [second.getUrl(), second.getLocalIp(), second.clientCount()]);
    chrome.test.assertTrue(typeof second.lastError === 'string' && second.lastError !== '', 'lastError says why');
    await client.closed;
    chrome.test.assertEq(true, second.start('127.0.0.1', 0));
    chrome.test.assertEq(null, second.lastError);
    chrome.test.succeed();
  },
  function badAddresses() {
    const server = new websocketserver(), errors = kit.calls(server, 'onError');
    for (const [ip, port] of [
      ['127.0.0.1', -1], ['127.0.0.1', 65536], ['999.1.1.1', 0], ['no such host', 0], ['127.0.0.1:99999', undefined]
    ]) {
      chrome.test.assertEq(null, server.start(ip, port), ip + ' ' + port);
      chrome.test.assertTrue(typeof server.lastError === 'string' && server.lastError !== '', 'lastError of ' + ip + ' ' + port);
    }
    chrome.test.assertEq([], errors.all);
    chrome.test.succeed();
  }
]);
