// @doc      websocketserver.md section 4.4; docs/websocketserver.md, Flow control
// @promise  send to a client that does not read answers true while the data can wait, then false, with a text for onError
//           and the end of that client; onClose has 1013.
// @member   websocketserver.send websocketserver.maxQueuedBytes websocketserver.onError websocketserver.onClose
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function untilItIsFull() {
    const server = kit.ws.serve({maxQueuedBytes: 1 << 20}), opens = kit.calls(server, 'onOpen');
    const errors = kit.calls(server, 'onError'), closes = kit.calls(server, 'onClose');
    const raw = await kit.ws.raw(server.getLocalIp().port), [h] = await opens.next();
    await kit.tcp.setPaused(raw.socketId, true);
    const chunk = new ArrayBuffer(1 << 19), results = [];
    do {
      results.push(server.send(h, chunk));
      await new Promise(resolve => setTimeout(resolve, 0));
    } while (results[results.length - 1] === true && results.length < 200);
    chrome.test.assertEq([true, false], [results[0], results[results.length - 1]]);
    const [handle, text] = await errors.next();
    chrome.test.assertEq([h, 'string'], [handle, typeof text]);
    chrome.test.assertFalse(server.isConnected(h));
    await raw.drop();
    const [closed, err] = await closes.next();
    chrome.test.assertEq([h, 1013], [closed, err.code]);
    chrome.test.succeed();
  }
]);
