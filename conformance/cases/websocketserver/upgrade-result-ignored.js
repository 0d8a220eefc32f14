// @doc      websocketserver.md section 8, Q11
// @promise  What onUpgradeToWebsocket returns does not matter, neither false nor a promise.
// @member   websocketserver.onUpgradeToWebsocket
// @row      Q11
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function accepted() {
    for (const result of [false, null, 0, Promise.resolve(false), new Promise(() => {}), {close: true}]) {
      const server = kit.ws.serve({onUpgradeToWebsocket: () => result, onOpen: h => server.send(h, 'open')});
      chrome.test.assertEq('open', await (await kit.ws.open(server.getUrl())).next());
    }
    chrome.test.succeed();
  }
]);
