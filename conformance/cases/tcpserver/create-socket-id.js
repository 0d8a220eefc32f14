// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): create
// @promise  Creating a socket gives the id of the new server socket, a different one for each.
// @member   sockets.tcpServer.create sockets.tcpServer.CreateInfo.socketId
'use strict';
chrome.test.runTests([
  function eachSocketHasItsOwnId() {
    chrome.sockets.tcpServer.create({}, chrome.test.callbackPass(function (first) {
      chrome.test.assertEq(1, arguments.length);
      chrome.test.assertEq(['socketId'], Object.keys(first));
      chrome.test.assertTrue(Number.isInteger(first.socketId) && first.socketId > 0, 'an id is a positive integer');
      chrome.sockets.tcpServer.create({}, chrome.test.callbackPass(second => {
        chrome.test.assertNe(first.socketId, second.socketId);
      }));
    }));
  }
]);
