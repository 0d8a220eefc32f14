// @doc      websocketserver.md section 7.3, close
// @promise  A client that ends the connection instead of answering the close frame makes no difference to onClose.
// @member   websocketserver.close websocketserver.onClose websocketserver.onClientClosed
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function dropped() {
    const server = kit.ws.serve(), calls = kit.calls(server, ['onClose', 'onClientClosed']);
    const opens = kit.calls(server, 'onOpen', h => server.close(h, 4000, 'go'));
    const raw = await kit.ws.raw(server.getLocalIp().port), [h] = await opens.next();
    chrome.test.assertEq(8, (await raw.frame()).opcode);
    await raw.drop();
    chrome.test.assertEq([h, {code: 4000, reason: 'go'}], await calls.next());
    chrome.test.assertEq([h], await calls.next());
    chrome.test.succeed();
  }
]);
