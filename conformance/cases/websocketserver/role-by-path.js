// @doc      websocketserver.md section 9, S7; section 3
// @promise  When a client leaves, onClose comes first, then _onClientClosed, then onClientClosed, each once.
// @member   websocketserver.onClose websocketserver._onClientClosed websocketserver.onClientClosed
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function mainClientLeaves() {
    const server = kit.ws.serve(), delegate = {};
    let main = null, order = [];
    server.onUpgradeToWebsocket = (h, request, response) => {
      if (request.path === '/rpc/main/ws') main = h;
      else if (request.path !== '/rpc/ws') response.close();
    };
    server.onClose = (h, err) => {
      if (h === main) order.push('main');
      else delegate.onClose(h, err);
    };
    server._onClientClosed = h => {
      order.push('_gone');
      if (h === main) main = null;
    };
    const gone = kit.calls(server, 'onClientClosed', h => order.push('gone'));
    const others = kit.calls(delegate, 'onClose'), opens = kit.calls(server, 'onOpen');

    const window = await kit.ws.open(server.getUrl('rpc/main/ws')), page = await kit.ws.open(server.getUrl('rpc/ws'));
    chrome.test.assertEq(1006, await kit.ws.refused(server.getUrl('else')));
    await gone.next();
    const handles = [(await opens.next())[0], (await opens.next())[0]];
    order = [];
    window.close();
    chrome.test.assertEq([handles[0]], await gone.next());
    chrome.test.assertEq(['main', '_gone', 'gone'], order);
    chrome.test.assertEq(null, main);
    page.close(3001, 'done');
    chrome.test.assertEq([handles[1], {code: 3001, reason: 'done'}], await others.next());
    chrome.test.assertEq([handles[1]], await gone.next());
    chrome.test.succeed();
  }
]);
