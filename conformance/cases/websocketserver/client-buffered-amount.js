// @doc      docs/websocketserver.md, Flow control
// @promise  bufferedAmount is what waits to be sent to a client: nothing at first, more and more when it does not read.
// @member   websocketserver.Client.bufferedAmount
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function grows() {
    const server = kit.ws.serve(), opens = kit.calls(server, 'onOpen');
    server.maxQueuedBytes = 16 << 20;
    const raw = await kit.ws.raw(server.getLocalIp().port), [h] = await opens.next(), client = server.client(h);
    const chunk = new ArrayBuffer(1 << 18);
    chrome.test.assertEq(0, client.bufferedAmount);
    await kit.tcp.setPaused(raw.socketId, true);
    for (let sent = 0; sent < 12 << 20; sent += chunk.byteLength) {
      chrome.test.assertEq(true, server.send(h, chunk));
      await new Promise(resolve => setTimeout(resolve, 0));
    }
    chrome.test.assertTrue(client.bufferedAmount >= chunk.byteLength, client.bufferedAmount + ' bytes wait');
    chrome.test.succeed();
  }
]);
