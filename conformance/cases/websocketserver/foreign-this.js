// @doc      websocketserver.md section 7.1
// @promise  Methods live on the prototype, and throw a TypeError on what is no server.
// @member   websocketserver
// @chromium skip websocketserver is no part of Chromium
const methods = ['start', 'stop', 'client', 'clientCount', 'close', 'send', 'publish', 'sendData', 'isClosed', 'isConnected',
  'getLocalIp', 'getRemoteIp', 'getUrl'];
chrome.test.runTests([
  function onThePrototype() {
    const prototype = websocketserver.prototype;
    for (const name of methods) {
      chrome.test.assertEq('function', typeof prototype[name], name);
      chrome.test.assertTrue(new websocketserver()[name] === prototype[name], name + ' is shared');
      for (const self of [{}, null, undefined, 5, Object.create({})]) {
        let thrown = null;
        try { prototype[name].call(self); } catch (e) { thrown = e; }
        chrome.test.assertTrue(thrown instanceof TypeError, name + ' of ' + self);
      }
    }
    chrome.test.succeed();
  }
]);
