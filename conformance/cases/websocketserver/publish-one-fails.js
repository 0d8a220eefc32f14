// @doc      websocketserver.md section 4.5; section 8, Q4
// @promise  A client that does not read and whose queue is full fails by itself: publish answers false, that client has
//           an error and ends, the others get everything.
// @member   websocketserver.publish websocketserver.maxQueuedBytes websocketserver.onError websocketserver.onClose
// @row      Q4
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function slowClient() {
    const server = kit.ws.serve({maxQueuedBytes: 1 << 20}), opens = kit.calls(server, 'onOpen');
    const errors = kit.calls(server, 'onError'), closes = kit.calls(server, 'onClose');
    const slow = await kit.ws.raw(server.getLocalIp().port), [h] = await opens.next(), reader = await kit.ws.join(server);
    await kit.tcp.setPaused(slow.socketId, true);
    const chunk = new ArrayBuffer(1 << 19);
    for (let result = true, i = 0; result; i++) {
      chrome.test.assertTrue(i < 200, 'the queue fills up');
      result = server.publish(chunk);
      chrome.test.assertEq('boolean', typeof result);
      chrome.test.assertEq(1 << 19, (await reader.next()).byteLength);
    }
    chrome.test.assertEq(h, (await errors.next())[0]);
    await slow.drop();
    chrome.test.assertEq(h, (await closes.next())[0]);
    chrome.test.assertEq(true, server.publish('on'));
    chrome.test.assertEq('on', await reader.next());
    chrome.test.succeed();
  }
]);
