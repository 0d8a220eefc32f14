// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): close
// @promise  In the callback of close the socket is closed: its port is free.
// @member   sockets.udp.close
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  function inTheCallback() {
    bound().then(socket => {
      chrome.sockets.udp.create({}, chrome.test.callbackPass(other => {
        chrome.sockets.udp.close(socket.socketId, chrome.test.callbackPass(function () {
          chrome.test.assertEq(0, arguments.length);
          chrome.sockets.udp.bind(other.socketId, '127.0.0.1', socket.localPort, chrome.test.callbackPass(result => {
            chrome.test.assertEq(0, result);
          }));
        }));
      }));
    });
  }
]);
