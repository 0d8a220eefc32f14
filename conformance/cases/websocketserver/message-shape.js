// @doc      websocketserver.md section 7.2, msg
// @promise  A message is a plain object with type, fin, the reserved bits, data and length; text is a string, binary an
//           ArrayBuffer, an empty one too.
// @member   websocketserver.Message.type websocketserver.Message.fin websocketserver.Message.rsv1
//           websocketserver.Message.rsv2 websocketserver.Message.rsv3 websocketserver.Message.data
//           websocketserver.Message.length
// @row      Q2
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function members() {
    const server = kit.ws.serve(), messages = kit.calls(server, 'onMessage'), client = await kit.ws.open(server.getUrl());
    const bytes = kit.bytes('\x00\xff');
    for (const [data, type, length] of [['é', 1, 2], ['', 1, 0], [bytes, 2, 2], [new ArrayBuffer(0), 2, 0]]) {
      client.send(data);
      const [, msg] = await messages.next();
      chrome.test.assertEq([type, 1, 0, 0, 0, length], [msg.type, msg.fin, msg.rsv1, msg.rsv2, msg.rsv3, msg.length]);
      chrome.test.assertEq(data, msg.data);
      chrome.test.assertEq(type === 2, msg.data instanceof ArrayBuffer);
    }
    chrome.test.succeed();
  },
  async function plainObject() {
    const server = kit.ws.serve(), messages = kit.calls(server, 'onMessage'), client = await kit.ws.open(server.getUrl());
    client.send('x');
    const [, msg] = await messages.next();
    const keys = Object.keys(msg);
    for (const name of ['type', 'fin', 'rsv1', 'rsv2', 'rsv3', 'data', 'length'])
      chrome.test.assertTrue(keys.includes(name), name);
    chrome.test.assertEq('x', JSON.parse(JSON.stringify(msg)).data);
    msg.own = 1;
    msg.type = 7;
    chrome.test.assertEq([1, 7], [msg.own, msg.type]);
    chrome.test.assertEq('x', {...msg}.data);
    chrome.test.succeed();
  }
]);
