// @doc      websocketserver.md section 3, Details; section 8, Q10
// @promise  A connection may carry many requests, and ends with one onClientClosed; a request that asks for it, or
//           keepAliveTimeout, ends it.
// @member   websocketserver.onClientClosed websocketserver.httpServer.onClientClosed
//           websocketserver.httpServer.keepAliveTimeout websocketserver.Request.keepAlive
// @row      Q10
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function manyRequests() {
    const server = kit.ws.serve(), gone = kit.calls(server, 'onClientClosed');
    const http = kit.calls(server.httpServer, 'onClientClosed');
    chrome.test.assertEq(-1, server.httpServer.keepAliveTimeout);
    server.httpServer.run((response, request) => response.write(request.path + ' ' + request.keepAlive));
    const connection = await kit.http.open(server.getLocalIp().port);
    for (const path of ['/a', '/b', '/c']) chrome.test.assertEq(path + ' true', (await connection.ask({path})).text);
    chrome.test.assertEq([], gone.all);
    chrome.test.assertEq('/d false', (await connection.ask({path: '/d', headers: {Connection: 'close'}})).text);
    await connection.stream.end();
    const [h] = await gone.next();
    chrome.test.assertEq([h], await http.next());
    chrome.test.assertEq(1, gone.all.length);
    chrome.test.succeed();
  },
  async function timeout() {
    const server = kit.ws.serve();
    server.httpServer.keepAliveTimeout = 0.1;
    server.httpServer.run(response => response.write('x'));
    const connection = await kit.http.open(server.getLocalIp().port);
    await connection.ask();
    await connection.stream.end();
    chrome.test.succeed();
  }
]);
