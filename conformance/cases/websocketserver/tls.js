// @doc      websocketserver.md section 8, Q12
// @promise  With a certificate and its key in tls, start serves wss and https on the port, and getUrl says so.
// @member   websocketserver.tls websocketserver.getUrl websocketserver.httpServer.getUrl websocketserver.Request.scheme
// @row      Q12
// @needs    tls
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function secure() {
    const server = new websocketserver();
    server.tls = {cert: __config.peers.cert, key: __config.peers.key};
    server.onMessage = (h, msg) => server.send(h, msg.data);
    chrome.test.assertEq(true, server.start('127.0.0.1', 0));
    const port = server.getLocalIp().port;
    chrome.test.assertEq(`wss://127.0.0.1:${port}/x`, server.getUrl('x'));
    chrome.test.assertEq(`https://127.0.0.1:${port}`, server.httpServer.getUrl());
    const client = await kit.ws.open(server.getUrl());
    client.send('behind TLS');
    chrome.test.assertEq('behind TLS', await client.next());
    chrome.test.succeed();
  },
  async function https() {
    const server = new websocketserver();
    server.tls = {cert: __config.peers.cert, key: __config.peers.key};
    server.httpServer.run((response, request) => response.write(request.scheme));
    const socketId = await kit.connect(server.getLocalIp().port);
    await kit.tcp.setPaused(socketId, true);
    await kit.tcp.secure(socketId, {});
    await kit.tcp.setPaused(socketId, false);
    const stream = kit.receive(socketId);
    await kit.tcp.send(socketId, kit.bytes('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'));
    chrome.test.assertEq('HTTP/1.1 200 OK\r', await stream.line());
    while (await stream.line() !== '\r');
    chrome.test.assertEq('https', await stream.read(5));
    chrome.test.succeed();
  },
  function badCertificate() {
    const server = new websocketserver();
    server.tls = {cert: 'no certificate', key: 'no key'};
    chrome.test.assertEq(null, server.start('127.0.0.1', 0));
    chrome.test.assertEq('string', typeof server.lastError);
    chrome.test.succeed();
  }
]);
