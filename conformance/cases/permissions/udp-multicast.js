// @doc      chrome-sockets.md section 6, Permissions; chrome.sockets.udp (schema), joinGroup, leaveGroup,
//           getJoinedGroups
// @promise  Groups need the permission udp.multicastMembership; the empty pattern allows all of them.
// @member   manifest.sockets.udp.multicastMembership sockets.udp.joinGroup sockets.udp.leaveGroup
//           sockets.udp.getJoinedGroups
// @needs    multicast
// @sockets  {"udp": {"bind": "", "multicastMembership": ""}}
chrome.test.runTests([
  async function allowed() {
    const {socketId} = await kit.udp.create({}), group = '239.255.77.7';
    await kit.udp.bind(socketId, '0.0.0.0', 0);
    chrome.test.assertEq(0, await kit.udp.joinGroup(socketId, group));
    chrome.test.assertEq([group], await kit.udp.getJoinedGroups(socketId));
    chrome.test.assertEq(0, await kit.udp.leaveGroup(socketId, group));
    chrome.test.succeed();
  }
]);
