// @doc      websocketserver.md section 9, S2
// @promise  After start, httpServer.run brings HTTP to the same port without a restart; WebSocket clients go on, and
//           clientCount ignores HTTP connections.
// @member   websocketserver.httpServer websocketserver.httpServer.run websocketserver.httpServer.getUrl
//           websocketserver.clientCount websocketserver.Response.contentType websocketserver.Response.write
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function bothAtOnce() {
    const server = kit.ws.serve({onMessage(h, msg) { server.send(h, msg.data); }}), url = server.getUrl();
    const stops = kit.calls(server, 'beforeStop'), client = await kit.ws.open(url);
    let count;
    server.httpServer.run((response, request) => {
      count = server.clientCount();
      response.contentType = 'text/json';
      response.write({path: request.path});
    });
    chrome.test.assertEq(url, server.getUrl());
    chrome.test.assertEq(url.replace('ws:', 'http:'), server.httpServer.getUrl());
    const answer = await kit.http(server.getLocalIp().port, {path: '/status'});
    chrome.test.assertEq(200, answer.status);
    chrome.test.assertEq('text/json', answer.headers['content-type'].split(';')[0]);
    chrome.test.assertEq({path: '/status'}, JSON.parse(answer.text));
    chrome.test.assertEq(1, count);
    client.send('still here');
    chrome.test.assertEq('still here', await client.next());
    chrome.test.assertEq([], stops.all);
    chrome.test.succeed();
  }
]);
