// @doc      chrome.sockets.tcp reference
// @promise  Callbacks run later, never within the call, also for errors that are known at once.
// @member   sockets.tcp.create sockets.tcp.getInfo sockets.tcp.send
chrome.test.runTests([
  function callbacksLater() {
    let within = true;
    const later = () => chrome.test.assertFalse(within);
    chrome.sockets.tcp.create({}, chrome.test.callbackPass(later));
    chrome.sockets.tcp.getInfo(999999, chrome.test.callbackFail('Socket not found', later));
    chrome.sockets.tcp.send(999999, kit.bytes('x'), chrome.test.callbackFail('Socket not found', later));
    within = false;
  }
]);
