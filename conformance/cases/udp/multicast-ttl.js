// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): setMulticastTimeToLive
// @promise  The time to live of multicast datagrams is a number from 0 to 255.
// @member   sockets.udp.setMulticastTimeToLive.socketId sockets.udp.setMulticastTimeToLive.ttl
//           sockets.udp.setMulticastTimeToLive.result
'use strict';
chrome.test.runTests([
  function inRange() {
    return kit.udp.create({}).then(info => [0, 1, 255].reduce((before, ttl) => before.then(() =>
      kit.udp.setMulticastTimeToLive(info.socketId, ttl)
    ).then(result => chrome.test.assertEq(0, result)), Promise.resolve())).then(() => chrome.test.succeed());
  },
  function outOfRange() {
    return kit.udp.create({}).then(info => [-1, 256].reduce((before, ttl) => before.then(() =>
      kit.failure(kit.udp.setMulticastTimeToLive(info.socketId, ttl))
    ).then(error => {
      chrome.test.assertEq('net::ERR_INVALID_ARGUMENT', error.message);
      chrome.test.assertEq(-4, error.result);
    }), Promise.resolve())).then(() => chrome.test.succeed());
  }
]);
