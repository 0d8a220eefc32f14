// @doc      chrome.sockets.tcp reference
// @promise  Methods are plain functions: they need not be called on the namespace.
// @member   sockets.tcp.create sockets.tcp.getInfo
chrome.test.runTests([
  function detachedMethods() {
    const create = chrome.sockets.tcp.create, getInfo = chrome.sockets.tcp.getInfo;
    create({}, chrome.test.callbackPass(created => {
      getInfo.call(null, created.socketId, chrome.test.callbackPass(info => {
        chrome.test.assertEq(created.socketId, info.socketId);
      }));
    }));
  }
]);
