// @doc      chrome.sockets.tcp reference, getSockets
// @promise  Closed sockets are not listed: without an open one the list is empty.
// @member   sockets.tcp.getSockets.socketInfos
chrome.test.runTests([
  function getSocketsEmpty() {
    return Promise.all([kit.tcp.create({}), kit.tcp.create({})]).then(() => kit.tcp.getSockets()).then(infos => {
      chrome.test.assertTrue(infos.length >= 2, 'both are listed');
      return Promise.all(infos.map(info => kit.tcp.close(info.socketId)));
    }).then(() => kit.tcp.getSockets()).then(infos => {
      chrome.test.assertEq([], infos);
      chrome.test.succeed();
    });
  }
]);
