// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): getSockets, create
// @promise  Client and accepted sockets are not among the server sockets, nor server sockets among those.
// @member   sockets.tcpServer.getSockets.socketInfos
'use strict';
chrome.test.runTests([
  function eachNamespaceItsOwn() {
    let pair;
    return kit.pair().then(made => {
      pair = made;
      return Promise.all([kit.tcpServer.getSockets(), kit.tcp.getSockets()]);
    }).then(lists => {
      chrome.test.assertEq([pair.server], lists[0].map(info => info.socketId));
      const others = lists[1].map(info => info.socketId).sort((a, b) => a - b);
      chrome.test.assertEq([pair.client, pair.accepted].sort((a, b) => a - b), others);
      chrome.test.succeed();
    });
  }
]);
