// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): setBroadcast
// @promise  The socket must be bound before broadcasts can be enabled.
// @member   sockets.udp.setBroadcast.result
// @row      1
'use strict';
chrome.test.runTests([
  function notConnected() {
    return kit.udp.create({}).then(info => kit.failure(kit.udp.setBroadcast(info.socketId, true))).then(error => {
      chrome.test.assertEq('net::ERR_SOCKET_NOT_CONNECTED', error.message);
      chrome.test.assertEq(-15, error.result);
      chrome.test.assertEq(1, error.argc);
      chrome.test.succeed();
    });
  }
]);
