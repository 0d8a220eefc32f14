// @doc      websocketserver.md section 9, S12; section 4.3; section 8, Q6
// @promise  close sends a close frame with the code and the reason, after what was sent before; until the client has
//           answered the handle is neither connected nor closed, send fails, and another close is silent. onClose
//           reports the same code and reason.
// @member   websocketserver.close websocketserver.send websocketserver.onError websocketserver.isConnected
//           websocketserver.isClosed websocketserver.Client.wsReadyState
// @row      Q6 Q17
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function codeAndReason() {
    const server = kit.ws.serve(), errors = kit.calls(server, 'onError'), closes = kit.calls(server, 'onClose');
    const opens = kit.calls(server, 'onOpen', h => {
      server.send(h, 'last');
      chrome.test.assertEq(undefined, server.close(h, 4000, 'done'));
      chrome.test.assertEq([false, false, 2], [server.isConnected(h), server.isClosed(h), server.client(h).wsReadyState]);
      chrome.test.assertEq(1, server.clientCount());
      chrome.test.assertEq(null, server.send(h, 'x'));
      chrome.test.assertEq(undefined, server.close(h, 4001, 'again'));
    });
    const client = await kit.ws.open(server.getUrl()), [h] = await opens.next();
    chrome.test.assertEq('last', await client.next());
    chrome.test.assertEq({code: 4000, reason: 'done', wasClean: true}, await client.closed);
    chrome.test.assertEq([h, {code: 4000, reason: 'done'}], await closes.next());
    chrome.test.assertEq([[h, 'Failed to execute "send/sendData"']], errors.all);
    chrome.test.succeed();
  }
]);
