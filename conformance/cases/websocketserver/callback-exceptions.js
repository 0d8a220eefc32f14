// @doc      websocketserver.md section 7.3
// @promise  An exception in a callback is reported as uncaught; it closes no connection and keeps nothing from anyone
//           else.
// @member   websocketserver.onOpen websocketserver.onMessage websocketserver.onClose websocketserver.onClientClosed
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function reported() {
    const server = kit.ws.serve(), missing = new Set(['onOpen', 'onMessage', 'onClose', 'onClientClosed']);
    const all = new Promise(resolve => chrome.test.setExceptionHandler(message => {
      missing.delete(/from (\w+)/.exec(message)[1]);
      if (missing.size === 0) resolve();
    }));
    server.onClientClosed = () => { throw new Error('from onClientClosed'); };
    server.onOpen = () => { throw new Error('from onOpen'); };
    server.onMessage = (h, msg) => {
      if (msg.data === 'throw') throw new Error('from onMessage');
      server.publish(msg.data);
    };
    server.onClose = () => { throw new Error('from onClose'); };
    const one = await kit.ws.join(server), two = await kit.ws.join(server);
    one.send('throw');
    one.send('after');
    chrome.test.assertEq(['after', 'after'], [await one.next(), await two.next()]);
    one.close();
    await all;
    chrome.test.succeed();
  }
]);
