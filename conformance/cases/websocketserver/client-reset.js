// @doc      websocketserver.md section 5.6
// @promise  A connection that is reset is 1006.
// @member   websocketserver.onClose websocketserver.onClientClosed
// @needs    peer
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function reset() {
    const server = kit.ws.serve(), closes = kit.calls(server, 'onClose'), gone = kit.calls(server, 'onClientClosed');
    const head = ['GET / HTTP/1.1', 'Host: a', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: ' + kit.ws.key, '', ''].join('\\r\\n');
    await kit.watch('dial ' + server.getLocalIp().port + ' sendrst ' + head);
    const [h, err] = await closes.next();
    chrome.test.assertEq(1006, err.code);
    chrome.test.assertEq([h], await gone.next());
    chrome.test.succeed();
  }
]);
