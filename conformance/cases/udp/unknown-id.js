// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): every method with a socketId
// @promise  An id that is no datagram socket gives an error and a callback without arguments.
// @member   sockets.udp.update.socketId sockets.udp.setPaused.socketId sockets.udp.bind.socketId
//           sockets.udp.send.socketId sockets.udp.close.socketId sockets.udp.getInfo.socketId
//           sockets.udp.joinGroup.socketId sockets.udp.leaveGroup.socketId
//           sockets.udp.setMulticastTimeToLive.socketId sockets.udp.setMulticastLoopbackMode.socketId
//           sockets.udp.getJoinedGroups.socketId sockets.udp.setBroadcast.socketId
// @row      1
'use strict';
const calls = [
  ['update', {}], ['setPaused', true], ['bind', '127.0.0.1', 0], ['send', kit.bytes('x'), '127.0.0.1', 9], ['close'],
  ['getInfo'], ['joinGroup', '224.0.0.250'], ['leaveGroup', '224.0.0.250'], ['setMulticastTimeToLive', 1],
  ['setMulticastLoopbackMode', true], ['getJoinedGroups'], ['setBroadcast', true]
];
chrome.test.runTests(calls.map(call => {
  const test = function () {
    return [99999, 0, -1].reduce((before, id) => before.then(() =>
      kit.failure(kit.udp[call[0]].apply(null, [id].concat(call.slice(1))))
    ).then(error => {
      chrome.test.assertEq('Socket not found', error.message);
      chrome.test.assertEq(0, error.argc);
    }), Promise.resolve()).then(() => chrome.test.succeed());
  };
  Object.defineProperty(test, 'name', {value: call[0]});
  return test;
}));
