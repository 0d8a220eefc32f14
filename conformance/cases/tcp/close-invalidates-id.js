// @doc       chrome.sockets.tcp reference, close
// @promise   The id is no longer valid as soon as close is called, before its callback.
// @member    sockets.tcp.close sockets.tcp.close.socketId
chrome.test.runTests([
  function closeThenGetInfo() {
    chrome.sockets.tcp.create({}, chrome.test.callbackPass(function (created) {
      const id = created.socketId;
      chrome.sockets.tcp.close(id, chrome.test.callbackPass());
      chrome.sockets.tcp.getInfo(id, chrome.test.callbackFail('Socket not found'));
      chrome.sockets.tcp.close(id, chrome.test.callbackFail('Socket not found'));
    }));
  }
]);
