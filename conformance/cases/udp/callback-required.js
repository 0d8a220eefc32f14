// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): methods without promises
// @promise  The methods that tell a result code need a callback.
// @member   sockets.udp.setBroadcast sockets.udp.setMulticastTimeToLive sockets.udp.setMulticastLoopbackMode
//           sockets.udp.joinGroup sockets.udp.leaveGroup
// @row      2
'use strict';
const forms = [
  ['setBroadcast', '(integer socketId, boolean enabled, function callback)', true],
  ['setMulticastTimeToLive', '(integer socketId, integer ttl, function callback)', 1],
  ['setMulticastLoopbackMode', '(integer socketId, boolean enabled, function callback)', true],
  ['joinGroup', '(integer socketId, string address, function callback)', '224.0.0.250'],
  ['leaveGroup', '(integer socketId, string address, function callback)', '224.0.0.250']
];
chrome.test.runTests([
  function throwsWithoutCallback() {
    forms.forEach(form => {
      chrome.test.assertThrows(chrome.sockets.udp[form[0]], chrome.sockets.udp, [1, form[2]],
        'Error in invocation of sockets.udp.' + form[0] + form[1] + ': No matching signature.');
    });
    chrome.test.succeed();
  },
  function throwsForWrongTypes() {
    forms.forEach(form => {
      chrome.test.assertThrows(chrome.sockets.udp[form[0]], chrome.sockets.udp, [1, {}, () => {}],
        'Error in invocation of sockets.udp.' + form[0] + form[1] + ': No matching signature.');
    });
    chrome.test.succeed();
  }
]);
