// @doc      websocketserver.md section 9, S12
// @promise  Messages of every length form arrive whole, both ways.
// @member   websocketserver.send websocketserver.onMessage websocketserver.Message.length
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function bothWays() {
    const server = kit.ws.serve({onMessage(h, msg) {
      chrome.test.assertEq(msg.data.byteLength, msg.length);
      server.send(h, msg.data);
    }});
    const client = await kit.ws.open(server.getUrl());
    for (const size of [0, 1, 124, 125, 126, 127, 65535, 65536, 65537, 1 << 20]) {
      const data = new Uint8Array(size).fill(size % 251);
      client.send(data);
      chrome.test.assertEq(data.buffer, await client.next(), size + ' bytes');
    }
    chrome.test.succeed();
  },
  async function texts() {
    const server = kit.ws.serve({onMessage(h, msg) { server.send(h, msg.data + msg.length); }});
    const client = await kit.ws.open(server.getUrl());
    for (const size of [0, 125, 126, 65535, 65536]) {
      client.send('a'.repeat(size));
      chrome.test.assertEq('a'.repeat(size) + size, await client.next());
    }
    client.send('é');
    chrome.test.assertEq('é2', await client.next(), 'length counts bytes');
    chrome.test.succeed();
  }
]);
