// @doc      websocketserver.md section 4.5; section 8, Q4
// @promise  publish sends to every open client and skips the others; it answers true, with no client too.
// @member   websocketserver.publish
// @row      Q4
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function openOnes() {
    const server = kit.ws.serve(), errors = kit.calls(server, 'onError'), opens = kit.calls(server, 'onOpen');
    chrome.test.assertEq(true, server.publish('nobody'));
    const one = await kit.ws.open(server.getUrl()), two = await kit.ws.open(server.getUrl());
    const three = await kit.ws.raw(server.getLocalIp().port);
    await opens.next();
    await opens.next();
    const [closing] = await opens.next();
    server.close(closing);
    for (const data of ['text', '', kit.bytes('\x01\x02')]) {
      chrome.test.assertEq(true, server.publish(data));
      for (const client of [one, two]) chrome.test.assertEq(data, await client.next());
    }
    chrome.test.assertEq(8, (await three.frame()).opcode);
    chrome.test.assertEq([], errors.all);
    chrome.test.succeed();
  },
  async function fromACallback() {
    const server = kit.ws.serve({onMessage: (h, msg) => server.publish(msg.data)});
    const one = await kit.ws.join(server), two = await kit.ws.join(server);
    one.send('to all');
    chrome.test.assertEq(['to all', 'to all'], [await one.next(), await two.next()]);
    chrome.test.succeed();
  }
]);
