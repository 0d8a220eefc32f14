// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): onAcceptError
// @promise  The event tells the server socket's id and the result code of the network call that failed.
// @member   sockets.tcpServer.onAcceptError sockets.tcpServer.AcceptErrorInfo.socketId
//           sockets.tcpServer.AcceptErrorInfo.resultCode
'use strict';
chrome.test.runTests([
  // No script can make the system fail to accept. What a listener gets is shown with an event of its own making.
  function listenersGetOneObject() {
    const event = chrome.sockets.tcpServer.onAcceptError;
    chrome.test.assertEq(['addListener', 'dispatch', 'hasListener', 'hasListeners', 'removeListener'],
      ['addListener', 'dispatch', 'hasListener', 'hasListeners', 'removeListener'].filter(name =>
        typeof event[name] === 'function'));
    chrome.test.listenOnce(event, function (info) {
      chrome.test.assertEq(1, arguments.length);
      chrome.test.assertEq({socketId: 1, resultCode: -12}, info);
    });
    event.dispatch({socketId: 1, resultCode: -12});
  }
]);
