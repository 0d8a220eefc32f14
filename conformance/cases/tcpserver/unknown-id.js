// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): every method with a socketId
// @promise  An id that is no server socket gives an error and a callback without arguments.
// @member   sockets.tcpServer.update.socketId sockets.tcpServer.setPaused.socketId sockets.tcpServer.listen.socketId
//           sockets.tcpServer.disconnect.socketId sockets.tcpServer.close.socketId sockets.tcpServer.getInfo.socketId
// @row      1
'use strict';
const calls = [
  ['update', {}], ['setPaused', true], ['listen', '127.0.0.1', 0], ['disconnect'], ['close'], ['getInfo']
];
chrome.test.runTests(calls.map(call => {
  const test = function () {
    return [99999, 0, -1].reduce((before, id) => before.then(() =>
      kit.failure(kit.tcpServer[call[0]].apply(null, [id].concat(call.slice(1))))
    ).then(error => {
      chrome.test.assertEq('Socket not found', error.message);
      chrome.test.assertEq(0, error.argc);
    }), Promise.resolve()).then(() => chrome.test.succeed());
  };
  Object.defineProperty(test, 'name', {value: call[0]});
  return test;
}));
