// @doc      websocketserver.md section 7.1
// @promise  websocketserver makes servers, with new and without; each is independent of the others.
// @member   websocketserver websocketserver.start
// @row      Q1
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  function withNewAndWithout() {
    for (const server of [new websocketserver(), websocketserver(), self.websocketserver(), websocketserver.call({})]) {
      chrome.test.assertTrue(server instanceof websocketserver, 'instanceof');
      chrome.test.assertEq(null, server.getUrl());
    }
    const ns = {websocketserver};
    chrome.test.assertNe(ns, ns.websocketserver());
    chrome.test.assertTrue(ns.websocketserver() instanceof websocketserver, 'as a member of another object');
    chrome.test.succeed();
  },
  async function independent() {
    const first = kit.ws.serve({onOpen: h => first.send(h, 'first')});
    const second = kit.ws.serve({onOpen: h => second.send(h, 'second')});
    chrome.test.assertNe(first.getUrl(), second.getUrl());
    chrome.test.assertEq('first', await (await kit.ws.open(first.getUrl())).next());
    chrome.test.assertEq('second', await (await kit.ws.open(second.getUrl())).next());
    chrome.test.assertEq([1, 1], [first.clientCount(), second.clientCount()]);
    first.stop();
    chrome.test.assertEq(1, second.clientCount());
    chrome.test.succeed();
  },
  async function ownProperties() {
    const server = new websocketserver();
    server.remembered = {any: 'thing'};
    chrome.test.assertEq({any: 'thing'}, server.remembered);
    class Chat extends websocketserver {
      greet(h) { this.send(h, 'hello from ' + this.room); }
    }
    const chat = new Chat();
    chat.room = 'lobby';
    chat.onOpen = h => chat.greet(h);
    chrome.test.assertTrue(chat instanceof Chat && chat instanceof websocketserver, 'subclass');
    chat.start('127.0.0.1', 0);
    chrome.test.assertEq('hello from lobby', await (await kit.ws.open(chat.getUrl())).next());
    chrome.test.succeed();
  }
]);
