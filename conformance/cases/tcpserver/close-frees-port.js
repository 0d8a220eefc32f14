// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): close
// @promise  When the callback of close is invoked the socket is closed: its port is free.
// @member   sockets.tcpServer.close
'use strict';
chrome.test.runTests([
  function inTheCallback() {
    kit.listen().then(server => {
      chrome.sockets.tcpServer.create({}, chrome.test.callbackPass(other => {
        chrome.sockets.tcpServer.close(server.socketId, chrome.test.callbackPass(() => {
          chrome.sockets.tcpServer.listen(other.socketId, '127.0.0.1', server.port,
            chrome.test.callbackPass(result => chrome.test.assertEq(0, result)));
        }));
      }));
    });
  },
  function nobodyAnswersThere() {
    let port;
    return kit.listen().then(server => {
      port = server.port;
      return kit.tcpServer.close(server.socketId);
    }).then(() => kit.failure(kit.connect(port))).then(error => {
      chrome.test.assertEq(-102, error.result);
      chrome.test.succeed();
    });
  }
]);
