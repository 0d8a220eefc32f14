// @doc      websocketserver.md section 4.7
// @promise  onClosed of a client object is called once at the end of its connection, before _onClientClosed.
// @member   websocketserver.Client.onClosed websocketserver._onClientClosed
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function beforeTheOthers() {
    const server = kit.ws.serve(), order = [];
    server.onOpen = h => { server.client(h).onClosed = () => order.push('onClosed'); };
    server._onClientClosed = () => order.push('_onClientClosed');
    const gone = kit.calls(server, 'onClientClosed');
    for (const end of [client => client.close(), (client, h) => server.client(h).close(), () => server.stop()]) {
      const opens = kit.calls(server, 'onOpen', server.onOpen), client = await kit.ws.open(server.getUrl());
      const [h] = await opens.next();
      end(client, h);
      await gone.next();
      chrome.test.assertEq(['onClosed', '_onClientClosed'], order.splice(0));
    }
    chrome.test.succeed();
  }
]);
