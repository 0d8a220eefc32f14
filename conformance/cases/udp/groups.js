// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): joinGroup, leaveGroup,
//           getJoinedGroups
// @promise  getJoinedGroups lists the groups that were joined and not yet left.
// @member   sockets.udp.getJoinedGroups.socketId sockets.udp.getJoinedGroups.groups
// @needs    multicast
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
const first = '239.255.77.4', second = '239.255.77.5';
chrome.test.runTests([
  async function joinedAndNotLeft() {
    const {socketId} = await bound({}, '0.0.0.0');
    const check = async expected => {
      chrome.test.assertEq(expected, (await kit.udp.getJoinedGroups(socketId)).sort());
    };
    await check([]);
    await kit.udp.joinGroup(socketId, first);
    await check([first]);
    await kit.udp.joinGroup(socketId, second);
    await check([first, second]);
    await kit.udp.leaveGroup(socketId, first);
    await check([second]);
    chrome.test.succeed();
  }
]);
