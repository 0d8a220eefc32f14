// @doc      websocketserver.md section 9, S11; section 5.4
// @promise  With onFragment each fragment comes by itself: the type in the first, 0 in the others, fin 1 in the last,
//           data as bytes always; no onMessage then. A message in one frame goes to onMessage.
// @member   websocketserver.onFragment websocketserver.onMessage websocketserver._translateMessage
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function eachByItself() {
    const server = kit.ws.serve(), calls = kit.calls(server, ['onFragment', 'onMessage', '_translateMessage']);
    const raw = await kit.ws.raw(server.getLocalIp().port);
    await raw.send(kit.ws.frame(1, 'Hel', {fin: 0}), kit.ws.frame(9), kit.ws.frame(0, 'l', {fin: 0}), kit.ws.frame(0, 'o'),
      kit.ws.frame(1, 'whole'));
    for (const [type, fin, data] of [[1, 0, 'Hel'], [0, 0, 'l'], [0, 1, 'o']]) {
      const [, msg] = await calls.next();
      chrome.test.assertEq([type, fin], [msg.type, msg.fin]);
      chrome.test.assertEq(kit.bytes(data), msg.data);
    }
    await calls.next();
    chrome.test.assertEq('whole', (await calls.next())[1].data);
    chrome.test.assertEq(['onFragment', 'onFragment', 'onFragment', '_translateMessage', 'onMessage'], calls.names());
    chrome.test.succeed();
  }
]);
