// @doc      websocketserver.md section 4.3
// @promise  close of a connection that has not been upgraded is an error of that client, and ends it.
// @member   websocketserver.close websocketserver.onError
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function notUpgraded() {
    const server = kit.ws.serve(), calls = kit.calls(server, ['onError', 'onOpen', 'onClose', 'onClientClosed']);
    const handles = [];
    server.onUpgradeToWebsocket = h => { handles.push(h); server.close(h); };
    const socketId = await kit.connect(server.getLocalIp().port), stream = kit.receive(socketId);
    await kit.tcp.send(socketId, kit.bytes('GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ' + kit.ws.key + '\r\n\r\n'));
    const [h, text] = await calls.next();
    chrome.test.assertEq([handles[0], 'Failed to execute "send/sendData"'], [h, text]);
    await stream.end();
    chrome.test.succeed();
  }
]);
