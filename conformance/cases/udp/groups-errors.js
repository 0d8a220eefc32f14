// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): joinGroup, leaveGroup
// @promise  A group is a multicast address; it can be joined once, by a bound socket, and left when it was joined.
// @member   sockets.udp.joinGroup.address sockets.udp.joinGroup.result sockets.udp.leaveGroup.address
//           sockets.udp.leaveGroup.result
// @row      1
// @needs    multicast
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
const group = '239.255.77.6';
async function fails(promise, code, message) {
  const error = await kit.failure(promise);
  chrome.test.assertEq([message, code], [error.message, error.result]);
}
chrome.test.runTests([
  async function notBound() {
    const {socketId} = await kit.udp.create({});
    await fails(kit.udp.joinGroup(socketId, group), -9, 'net::ERR_UNEXPECTED');
    chrome.test.succeed();
  },
  async function noGroup() {
    const {socketId} = await bound({}, '0.0.0.0');
    await fails(kit.udp.joinGroup(socketId, 'bogus'), -108, 'net::ERR_ADDRESS_INVALID');
    await fails(kit.udp.joinGroup(socketId, '127.0.0.1'), -4, 'net::ERR_INVALID_ARGUMENT');
    chrome.test.succeed();
  },
  async function twice() {
    const {socketId} = await bound({}, '0.0.0.0');
    await kit.udp.joinGroup(socketId, group);
    await fails(kit.udp.joinGroup(socketId, group), -108, 'net::ERR_ADDRESS_INVALID');
    chrome.test.succeed();
  },
  async function notJoined() {
    const {socketId} = await bound({}, '0.0.0.0');
    await fails(kit.udp.leaveGroup(socketId, group), -108, 'net::ERR_ADDRESS_INVALID');
    chrome.test.succeed();
  }
]);
