// @doc      websocketserver.md section 4.2; section 8, Q8
// @promise  stop is complete when it returns: no client, no address, the port free; connected clients see 1001. A
//           stopped server is not stopped again, and may be started again.
// @member   websocketserver.stop websocketserver.clientCount websocketserver.getUrl websocketserver.getLocalIp
// @row      Q8
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function synchronous() {
    const server = kit.ws.serve(), {ip, port} = server.getLocalIp();
    const client = await kit.ws.join(server), calls = kit.calls(server, ['beforeStop', 'onClose', 'onClientClosed']);
    chrome.test.assertEq(undefined, server.stop());
    chrome.test.assertEq(['beforeStop', 'onClientClosed'], calls.names());
    chrome.test.assertEq([0, null, null], [server.clientCount(), server.getUrl(), server.getLocalIp()]);
    chrome.test.assertEq(true, server.start(ip, port), 'the port is free');
    chrome.test.assertEq(1001, (await client.closed).code);
    server.stop();
    chrome.test.assertEq(-102, (await kit.failure(kit.connect(port))).result);
    chrome.test.succeed();
  },
  function notRunning() {
    const server = new websocketserver(), calls = kit.calls(server, ['beforeStop', '_beforeStop']);
    chrome.test.assertEq(undefined, server.stop());
    chrome.test.assertEq([], calls.all);
    chrome.test.succeed();
  }
]);
