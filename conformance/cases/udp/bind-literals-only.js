// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): bind
// @promise  The address is an IP address of this machine: other texts are invalid arguments, other machines' addresses
//           invalid addresses.
// @member   sockets.udp.bind.address sockets.udp.bind.result
// @row      1
'use strict';
const bad = ['localhost', '', '256.1.1.1', '[::1]', ' 127.0.0.1'];
chrome.test.runTests([
  function invalidArgument() {
    return kit.udp.create({}).then(info => bad.reduce((before, address) => before.then(() =>
      kit.failure(kit.udp.bind(info.socketId, address, 0))
    ).then(error => {
      chrome.test.assertEq('net::ERR_INVALID_ARGUMENT', error.message, address);
      chrome.test.assertEq(-4, error.result, address);
    }), Promise.resolve())).then(() => chrome.test.succeed());
  },
  function addressInvalid() {
    return kit.udp.create({}).then(info => kit.failure(kit.udp.bind(info.socketId, '1.2.3.4', 0))).then(error => {
      chrome.test.assertEq('net::ERR_ADDRESS_INVALID', error.message);
      chrome.test.assertEq(-108, error.result);
      chrome.test.succeed();
    });
  }
]);
