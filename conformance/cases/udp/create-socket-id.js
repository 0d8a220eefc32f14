// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): create
// @promise  Creating a socket gives its id, a different one for each socket.
// @member   sockets.udp.create sockets.udp.CreateInfo.socketId
'use strict';
chrome.test.runTests([
  function eachSocketHasItsOwnId() {
    chrome.sockets.udp.create({}, chrome.test.callbackPass(function (first) {
      chrome.test.assertEq(1, arguments.length);
      chrome.test.assertEq(['socketId'], Object.keys(first));
      chrome.test.assertTrue(Number.isInteger(first.socketId) && first.socketId > 0, 'an id is a positive integer');
      chrome.sockets.udp.create({}, chrome.test.callbackPass(second => {
        chrome.test.assertNe(first.socketId, second.socketId);
      }));
    }));
  }
]);
