// @doc      docs/websocketserver.md, HTTP
// @promise  eventStream keeps the answer open and sends an event a call, until close or the client leaves, of which
//           onClosed tells.
// @member   websocketserver.Response.eventStream websocketserver.Response.close websocketserver.Response.onClosed
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function events() {
    const server = kit.ws.serve(), begun = new Promise(resolve => {
      server.httpServer.run(response => {
        response.eventStream('first');
        resolve(response);
      });
    });
    const connection = await kit.http.open(server.getLocalIp().port), answer = connection.ask(), stream = await begun;
    stream.eventStream({event: 'tick', id: 7, data: {n: 1}});
    stream.eventStream({plain: 'object'});
    stream.eventStream('two\nlines');
    stream.close();
    const {headers, text} = await answer;
    chrome.test.assertEq('text/event-stream', headers['content-type'].split(';')[0]);
    const seen = text.split('\n\n').filter(event => event !== '').map(event => event.split('\n').sort());
    chrome.test.assertEq([
      ['data: first'], ['data: {"n":1}', 'event: tick', 'id: 7'], ['data: {"plain":"object"}'], ['data: lines', 'data: two']
    ], seen);
    chrome.test.succeed();
  },
  async function clientLeaves() {
    const server = kit.ws.serve(), left = new Promise(resolve => {
      server.httpServer.run(response => {
        response.onClosed = resolve;
        response.eventStream('hello');
      });
    });
    const connection = await kit.http.open(server.getLocalIp().port);
    connection.ask().catch(() => {});
    await connection.stream.line();
    await kit.tcp.close(connection.socketId);
    await left;
    chrome.test.succeed();
  }
]);
