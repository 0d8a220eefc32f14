// @doc      websocketserver.md section 9, S5; section 4.1
// @promise  httpServer.run alone brings WebSocket service up; pages connect to the address of this machine in its
//           network, and publish reaches all of them.
// @member   websocketserver.httpServer.run websocketserver.getUrl websocketserver.publish websocketserver.onMessage
// @row      Q15
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function threePages() {
    const server = new websocketserver();
    server.httpServer.run((response, request) => response.write('a page'));
    const url = server.getUrl('ws', true);
    chrome.test.assertTrue(/^ws:\/\/\d+\.\d+\.\d+\.\d+:\d+\/ws$/.test(url), url);
    chrome.test.assertFalse(url.includes('0.0.0.0'), url);
    server.onUpgradeToWebsocket = (h, request) => chrome.test.assertEq('/ws', request.path);
    const opens = kit.calls(server, 'onOpen'), pages = [];
    for (let i = 0; i < 3; i++) {
      pages.push(await kit.ws.open(url));
      await opens.next();
    }
    chrome.test.assertEq(true, server.publish('reload'));
    for (const page of pages) chrome.test.assertEq('reload', await page.next());

    // A clipboard that does not send back what it got: the program keeps a property of its own on the server.
    const messages = kit.calls(server, 'onMessage', (h, msg) => { server.lastReceived = msg.data; });
    const share = text => { if (text !== server.lastReceived) server.publish(text); };
    pages[0].send('copied');
    await messages.next();
    share('copied');
    share('');
    for (const page of pages) chrome.test.assertEq('', await page.next(), 'an empty text, and nothing before it');
    chrome.test.assertEq('copied', server.lastReceived);
    chrome.test.succeed();
  }
]);
