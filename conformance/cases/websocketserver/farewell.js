// @doc      websocketserver.md section 9, S10; section 4.2
// @promise  In beforeStop the clients are still connected: what is published there arrives.
// @member   websocketserver.beforeStop websocketserver.publish
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function byeArrives() {
    const server = kit.ws.serve(), clients = [await kit.ws.join(server), await kit.ws.join(server)];
    server.beforeStop = () => {
      chrome.test.assertEq(2, server.clientCount());
      chrome.test.assertEq(true, server.publish('bye'));
    };
    server.stop();
    for (const client of clients) {
      chrome.test.assertEq('bye', await client.next());
      await client.closed;
    }
    chrome.test.succeed();
  }
]);
