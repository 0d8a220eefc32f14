// @doc      websocketserver.md section 4.2
// @promise  stop calls httpServer.beforeStop, then beforeStop and _beforeStop, then for each connection
//           _onClientClosed, onClientClosed and httpServer.onClientClosed.
// @member   websocketserver.stop websocketserver.httpServer.beforeStop websocketserver.httpServer.onClientClosed
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function order() {
    const server = kit.ws.serve(), order = [];
    await kit.ws.join(server);
    for (const name of ['onClientClosed', '_onClientClosed', '_beforeStop', 'beforeStop'])
      server[name] = () => { order.push(name); };
    for (const name of ['onClientClosed', 'beforeStop'])
      server.httpServer[name] = () => { order.push('http ' + name); };
    server.stop();
    chrome.test.assertEq(
      ['http beforeStop', 'beforeStop', '_beforeStop', '_onClientClosed', 'onClientClosed', 'http onClientClosed'], order);
    chrome.test.succeed();
  }
]);
