// @doc      websocketserver.md section 4.4; section 7.2
// @promise  A string is sent as text, an ArrayBuffer, a typed array or a DataView as binary, the part that the view
//           shows; send answers true.
// @member   websocketserver.send
// @row      Q2
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function kinds() {
    const bytes = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;
    const server = kit.ws.serve({onOpen(h) {
      const views = [new Uint8Array(bytes, 2, 3), new DataView(bytes, 4, 2), new Uint16Array(bytes, 2, 1)];
      for (const data of ['text', '', bytes, ...views, new ArrayBuffer(0)])
        chrome.test.assertEq(true, server.send(h, data));
    }});
    const client = await kit.ws.open(server.getUrl());
    const binary = (...values) => new Uint8Array(values).buffer;
    for (const expected of ['text', '', bytes, binary(3, 4, 5), binary(5, 6), binary(3, 4), binary()])
      chrome.test.assertEq(expected, await client.next());
    chrome.test.succeed();
  },
  async function unicode() {
    const server = kit.ws.serve({onOpen(h) { for (const text of ['grüße 水 🚀', 'lone \ud800', 'nul \0']) server.send(h, text); }});
    const client = await kit.ws.open(server.getUrl());
    for (const expected of ['grüße 水 🚀', 'lone \ufffd', 'nul \0']) chrome.test.assertEq(expected, await client.next());
    chrome.test.succeed();
  },
  async function copiedAtOnce() {
    const server = kit.ws.serve({onOpen(h) {
      const data = new Uint8Array([1, 2, 3]);
      server.send(h, data);
      data.fill(9);
    }});
    chrome.test.assertEq(new Uint8Array([1, 2, 3]).buffer, await (await kit.ws.open(server.getUrl())).next());
    chrome.test.succeed();
  }
]);
