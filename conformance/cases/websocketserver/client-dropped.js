// @doc      websocketserver.md section 9, S9; section 8, Q5
// @promise  A connection that ends without a close frame is 1006 with reason null.
// @member   websocketserver.onClose websocketserver.onClientClosed
// @row      Q5
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function endOfTheConnection() {
    const server = kit.ws.serve(), calls = kit.calls(server, ['onOpen', 'onClose', 'onClientClosed']);
    const raw = await kit.ws.raw(server.getLocalIp().port), [h] = await calls.next();
    await raw.drop();
    chrome.test.assertEq([h, {code: 1006, reason: null}], await calls.next());
    chrome.test.assertEq([h], await calls.next());
    chrome.test.succeed();
  },
  async function inTheMiddleOfAFrame() {
    const server = kit.ws.serve(), calls = kit.calls(server, ['onOpen', 'onClose', 'onClientClosed']);
    const raw = await kit.ws.raw(server.getLocalIp().port), [h] = await calls.next();
    await raw.send(kit.ws.frame(1, 'cut off').slice(0, -3));
    await raw.drop();
    chrome.test.assertEq([h, {code: 1006, reason: null}], await calls.next());
    chrome.test.succeed();
  }
]);
