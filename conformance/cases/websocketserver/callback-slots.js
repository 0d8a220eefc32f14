// @doc      websocketserver.md section 7.2, callback slots
// @promise  Every callback is null at first, can be replaced at any moment, and is called with the server as this; what
//           is no function disables it.
// @member   websocketserver.onUpgradeToWebsocket websocketserver.onOpen websocketserver.onMessage
//           websocketserver.onFragment websocketserver.onClose websocketserver.onClientClosed websocketserver.onError
//           websocketserver.beforeStop websocketserver._beforeStop websocketserver._onClientClosed
//           websocketserver._translateMessage
// @chromium skip websocketserver is no part of Chromium
const slots = ['onUpgradeToWebsocket', 'onOpen', 'onMessage', 'onFragment', 'onClose', 'onClientClosed', 'onError', 'beforeStop',
  '_beforeStop', '_onClientClosed', '_translateMessage'];
chrome.test.runTests([
  function initiallyNull() {
    const server = new websocketserver();
    for (const name of slots) chrome.test.assertEq(null, server[name], name);
    chrome.test.succeed();
  },
  function readBack() {
    const server = new websocketserver();
    for (const name of slots) {
      const f = () => {};
      server[name] = f;
      chrome.test.assertTrue(server[name] === f, name);
    }
    chrome.test.succeed();
  },
  async function thisIsTheServer() {
    const server = kit.ws.serve(), seen = [];
    let all;
    const everyone = new Promise(resolve => { all = resolve; });
    for (const name of slots) {
      server[name] = function () {
        chrome.test.assertTrue(this === server, name);
        if (!seen.includes(name)) seen.push(name);
        if (name === 'onOpen') server.send(arguments[0], 5);
        if (name === 'onClientClosed') server.stop();
        if (name === '_beforeStop') all();
      };
    }
    const raw = await kit.ws.raw(server.getLocalIp().port);
    await raw.send(kit.ws.frame(1, 'a', {fin: 0}), kit.ws.frame(0, 'b'), kit.ws.frame(1, 'c'), kit.ws.frame(8));
    await everyone;
    chrome.test.assertEq(slots.slice().sort(), seen.sort());
    chrome.test.succeed();
  },
  async function replacedAndDisabled() {
    const server = kit.ws.serve(), client = await kit.ws.open(server.getUrl());
    const answer = async () => {
      client.send('x');
      return client.next();
    };
    server.onMessage = h => server.send(h, 'one');
    chrome.test.assertEq('one', await answer());
    server.onMessage = h => server.send(h, 'two');
    chrome.test.assertEq('two', await answer());
    for (const nothing of [null, undefined, 5, 'text', {}]) {
      server.onMessage = nothing;
      client.send('lost');
    }
    server.onMessage = (h, msg) => { if (msg.data !== 'lost') server.send(h, 'three'); };
    chrome.test.assertEq('three', await answer());
    chrome.test.succeed();
  }
]);
