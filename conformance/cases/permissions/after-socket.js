// @doc      chrome-sockets.md section 6, Permissions; section 3.1
// @promise  The id is looked at before the permission, and the permission before the address and the state.
// @member   sockets.tcp.connect.socketId sockets.tcpServer.listen.socketId sockets.udp.bind.socketId
//           sockets.udp.send.socketId
// @row      1
// @sockets  {}
chrome.test.runTests([
  async function idFirst() {
    for (const call of [
      kit.tcp.connect(99999, '127.0.0.1', 1), kit.tcpServer.listen(99999, '127.0.0.1', 0),
      kit.udp.bind(99999, '127.0.0.1', 0), kit.udp.send(99999, kit.bytes('x'), '127.0.0.1', 9),
      kit.udp.joinGroup(99999, '239.255.77.9')
    ]) chrome.test.assertEq('Socket not found', (await kit.failure(call)).message);
    chrome.test.succeed();
  },
  async function permissionBeforeTheRest() {
    const server = await kit.tcpServer.create({}), udp = await kit.udp.create({}), tcp = await kit.tcp.create({});
    for (const [call, text] of [
      [kit.tcp.connect(tcp.socketId, '', 1), 'Does not have permission'],
      [kit.tcpServer.listen(server.socketId, 'localhost', 0), 'Does not have permission'],
      [kit.udp.bind(udp.socketId, 'localhost', 0), 'App does not have permission'],
      [kit.udp.send(udp.socketId, kit.bytes('x'), '127.0.0.1', 9), 'App does not have permission'],
      [kit.udp.joinGroup(udp.socketId, 'bogus'), 'App does not have permission']
    ]) chrome.test.assertEq(text, (await kit.failure(call)).message);
    chrome.test.succeed();
  }
]);
