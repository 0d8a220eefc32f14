// @doc      chrome.sockets.tcp reference, close
// @promise  Closing a socket again says that there is none.
// @member   sockets.tcp.close.socketId
// @row      1
chrome.test.runTests([
  function closeTwice() {
    chrome.sockets.tcp.create({}, chrome.test.callbackPass(info => {
      chrome.sockets.tcp.close(info.socketId, chrome.test.callbackPass());
      chrome.sockets.tcp.close(info.socketId, chrome.test.callbackFail('Socket not found', function () {
        chrome.test.assertEq(0, arguments.length);
      }));
    }));
  }
]);
