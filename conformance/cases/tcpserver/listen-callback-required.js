// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen
// @promise  listen has no promise: the callback is required.
// @member   sockets.tcpServer.listen
// @row      2
'use strict';
chrome.test.runTests([
  function throwsWithoutCallback() {
    return kit.tcpServer.create({}).then(info => {
      const message = 'Error in invocation of sockets.tcpServer.listen(integer socketId, string address, ' +
        'integer port, optional integer backlog, function callback): No matching signature.';
      [[], [5], [undefined], [5, null]].forEach(rest => {
        chrome.test.assertThrows(chrome.sockets.tcpServer.listen, chrome.sockets.tcpServer,
          [info.socketId, '127.0.0.1', 0].concat(rest), message);
      });
      return kit.tcpServer.getInfo(info.socketId);
    }).then(info => {
      chrome.test.assertFalse('localPort' in info);
      chrome.test.succeed();
    });
  }
]);
