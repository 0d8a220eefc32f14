// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): getInfo, SocketInfo
// @promise  A socket that is not bound has no local address.
// @member   sockets.udp.getInfo sockets.udp.SocketInfo.localAddress sockets.udp.SocketInfo.localPort
'use strict';
chrome.test.runTests([
  function noAddress() {
    return kit.udp.create({}).then(info => kit.udp.getInfo(info.socketId)).then(info => {
      chrome.test.assertFalse('localAddress' in info);
      chrome.test.assertFalse('localPort' in info);
      chrome.test.succeed();
    });
  }
]);
