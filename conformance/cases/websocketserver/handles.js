// @doc      websocketserver.md section 7.2, handle; section 8, Q19
// @promise  A handle is a positive integer, different for every connection of every server, and known to its own server
//           only.
// @member   websocketserver.onOpen websocketserver.client websocketserver.isConnected
// @row      Q19
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function unique() {
    const servers = [kit.ws.serve(), kit.ws.serve()], seen = [];
    for (let i = 0; i < 4; i++) {
      const server = servers[i % 2], opens = kit.calls(server, 'onOpen');
      await kit.ws.open(server.getUrl());
      const [h] = await opens.next();
      chrome.test.assertTrue(Number.isInteger(h) && h > 0 && !seen.includes(h), 'handle ' + h);
      chrome.test.assertEq(h, Number(JSON.parse(JSON.stringify(String(h)))));
      chrome.test.assertEq([true, true], [server.isConnected(h), server.isConnected(String(h))]);
      const other = servers[(i + 1) % 2];
      chrome.test.assertEq([false, null], [other.isConnected(h), other.client(h)]);
      seen.push(h);
    }
    chrome.test.succeed();
  }
]);
