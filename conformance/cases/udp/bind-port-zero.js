// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): bind
// @promise  bind gives the socket a local address; with port 0 the system chooses a free port, and getInfo tells which.
// @member   sockets.udp.bind.socketId sockets.udp.bind.address sockets.udp.bind.port sockets.udp.bind.result
//           sockets.udp.SocketInfo.localAddress sockets.udp.SocketInfo.localPort
'use strict';
chrome.test.runTests([
  function freePort() {
    chrome.sockets.udp.create({}, chrome.test.callbackPass(created => {
      chrome.sockets.udp.bind(created.socketId, '127.0.0.1', 0, chrome.test.callbackPass(function (result) {
        chrome.test.assertEq(1, arguments.length);
        chrome.test.assertEq(0, result);
        chrome.sockets.udp.getInfo(created.socketId, chrome.test.callbackPass(info => {
          chrome.test.assertEq('127.0.0.1', info.localAddress);
          chrome.test.assertTrue(Number.isInteger(info.localPort) && info.localPort > 0, 'port ' + info.localPort);
        }));
      }));
    }));
  }
]);
