// @doc      websocketserver.md section 4.8; section 8, Q16
// @promise  clientCount counts upgraded connections: in onOpen the new one already, in onClientClosed the leaving one
//           still, HTTP never.
// @member   websocketserver.clientCount
// @row      Q16
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function counts() {
    const server = kit.ws.serve(), seen = [];
    const note = name => () => { seen.push(name + ' ' + server.clientCount()); };
    server.onUpgradeToWebsocket = note('upgrade');
    server.onOpen = note('open');
    server.onClose = note('close');
    const gone = kit.calls(server, 'onClientClosed', note('gone'));
    server.httpServer.run(response => response.write(String(server.clientCount())));
    const one = await kit.ws.join(server), two = await kit.ws.join(server);
    chrome.test.assertEq('2', (await kit.http(server.getLocalIp().port)).text);
    await gone.next();
    one.close();
    await gone.next();
    chrome.test.assertEq(1, server.clientCount());
    two.close();
    await gone.next();
    chrome.test.assertEq(0, server.clientCount());
    chrome.test.assertEq(
      ['upgrade 0', 'open 1', 'upgrade 1', 'open 2', 'gone 2', 'close 2', 'gone 2', 'close 1', 'gone 1'], seen);
    chrome.test.succeed();
  }
]);
