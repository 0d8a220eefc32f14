// @doc      websocketserver.md section 9, S10; section 4.1
// @promise  start on a running server stops it first, with beforeStop, then _beforeStop, then onClientClosed of every
//           client and no onClose; then it listens anew, and clients can come back.
// @member   websocketserver.start websocketserver.stop websocketserver.beforeStop websocketserver._beforeStop
//           websocketserver.onClientClosed websocketserver._onClientClosed websocketserver.getUrl
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function twoClients() {
    const server = kit.ws.serve();
    const clients = [await kit.ws.join(server), await kit.ws.join(server)];
    const calls = kit.calls(server, ['beforeStop', '_beforeStop', 'onClose', '_onClientClosed', 'onClientClosed']);
    chrome.test.assertEq(true, server.start('0.0.0.0', 0));
    chrome.test.assertEq(
      ['beforeStop', '_beforeStop', '_onClientClosed', 'onClientClosed', '_onClientClosed', 'onClientClosed'], calls.names());
    chrome.test.assertEq('0.0.0.0', server.getLocalIp().ip);
    for (const client of clients) await client.closed;
    const again = await kit.ws.join(server);
    chrome.test.assertEq(true, server.publish('new'));
    chrome.test.assertEq('new', await again.next());
    server.stop();
    server.stop();
    chrome.test.assertEq(2, calls.names().filter(name => name === 'beforeStop').length);
    chrome.test.assertFalse(calls.names().includes('onClose'));
    chrome.test.succeed();
  }
]);
