// @doc      chrome.sockets.tcp reference, close
// @promise  The id is not valid any more as soon as close is called, before it calls back.
// @member   sockets.tcp.close.socketId
chrome.test.runTests([
  function closeEndsTheId() {
    kit.pair().then(pair => {
      chrome.sockets.tcp.close(pair.client, chrome.test.callbackPass(function () {
        chrome.test.assertEq(0, arguments.length);
      }));
      chrome.sockets.tcp.getInfo(pair.client, chrome.test.callbackFail('Socket not found'));
      chrome.sockets.tcp.send(pair.client, kit.bytes('x'), chrome.test.callbackFail('Socket not found'));
      chrome.sockets.tcp.getSockets(chrome.test.callbackPass(infos => {
        chrome.test.assertFalse(infos.some(info => info.socketId === pair.client), 'still listed');
      }));
    });
  }
]);
