// @doc      websocketserver.md section 7.3
// @promise  The messages of a connection come in the order of the wire, and so do the answers.
// @member   websocketserver.onMessage websocketserver.send
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function hundreds() {
    const server = kit.ws.serve({onMessage: (h, msg) => server.send(h, msg.data)}), client = await kit.ws.open(server.getUrl());
    for (let i = 0; i < 500; i++) client.send(i % 3 ? String(i) : kit.bytes(String(i)));
    for (let i = 0; i < 500; i++) {
      const data = await client.next();
      chrome.test.assertEq(String(i), i % 3 ? data : kit.text(data));
    }
    chrome.test.succeed();
  },
  async function manyClients() {
    const server = kit.ws.serve({onMessage: (h, msg) => server.send(h, h + ' ' + msg.data)}), opens = kit.calls(server, 'onOpen');
    const clients = [];
    for (let i = 0; i < 20; i++) clients.push({client: await kit.ws.open(server.getUrl()), h: (await opens.next())[0]});
    for (const {client} of clients) for (let i = 0; i < 10; i++) client.send(String(i));
    for (const {client, h} of clients) for (let i = 0; i < 10; i++) chrome.test.assertEq(h + ' ' + i, await client.next());
    chrome.test.succeed();
  }
]);
