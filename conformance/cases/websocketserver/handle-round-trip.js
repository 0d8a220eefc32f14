// @doc      websocketserver.md section 9, S6; section 7.2
// @promise  A handle is a positive integer that survives JSON and an HTTP header: a handler of HTTP finds the WebSocket
//           of the same page by it, as a number or as its text.
// @member   websocketserver.onOpen websocketserver.send websocketserver.httpServer.run websocketserver.Request.headers
//           websocketserver.Response.errorStatus
// @row      Q19
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function pageFindsItsSocket() {
    const server = kit.ws.serve();
    server.onOpen = h => {
      chrome.test.assertTrue(Number.isInteger(h) && h > 0, 'handle ' + h);
      server.send(h, JSON.stringify({method: 'rpcClientId', params: [Number(h)]}));
    };
    server.httpServer.run((response, request) => {
      const id = request.headers['rpc-client-id'];
      if (id === undefined) return response.errorStatus(400, 'no Rpc-Client-Id');
      chrome.test.assertEq(true, server.send(Number(id), 'by number'));
      chrome.test.assertEq(true, server.send(id, 'by text'));
      response.write('sent');
    });
    const port = server.getLocalIp().port;
    const pages = [await kit.ws.open(server.getUrl()), await kit.ws.open(server.getUrl())];
    const ids = [];
    for (const page of pages) ids.push(JSON.parse(await page.next()).params[0]);
    chrome.test.assertNe(ids[0], ids[1]);
    const answer = await kit.http(port, {headers: {'Rpc-Client-Id': ids[1]}});
    chrome.test.assertEq([200, 'sent'], [answer.status, answer.text]);
    chrome.test.assertEq('by number', await pages[1].next());
    chrome.test.assertEq('by text', await pages[1].next());
    const without = await kit.http(port);
    chrome.test.assertEq([400, 'no Rpc-Client-Id'], [without.status, without.text]);
    chrome.test.assertEq(1, pages[0].all.length);
    chrome.test.succeed();
  }
]);
