// @doc      chrome-sockets.md section 6, Permissions; chrome.sockets.udp (schema), joinGroup, leaveGroup,
//           getJoinedGroups
// @promise  Without udp.multicastMembership no group can be joined, left or listed.
// @member   manifest.sockets.udp.multicastMembership sockets.udp.joinGroup sockets.udp.leaveGroup
//           sockets.udp.getJoinedGroups
// @row      1
// @sockets  {"udp": {"bind": "*", "send": "*"}}
chrome.test.runTests([
  async function refused() {
    const {socketId} = await kit.udp.create({}), group = '239.255.77.8';
    await kit.udp.bind(socketId, '0.0.0.0', 0);
    for (const call of [
      kit.udp.joinGroup(socketId, group), kit.udp.leaveGroup(socketId, group), kit.udp.getJoinedGroups(socketId)
    ]) {
      const error = await kit.failure(call);
      chrome.test.assertEq('App does not have permission', error.message);
      chrome.test.assertEq(0, error.argc);
    }
    chrome.test.succeed();
  }
]);
