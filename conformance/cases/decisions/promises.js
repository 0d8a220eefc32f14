// @doc      Table of decisions, row 2
// @promise  create, update, setPaused, disconnect, close, getInfo and getSockets give a promise when there is no
//           callback.
// @member   sockets.tcp.create sockets.tcp.update sockets.tcp.setPaused sockets.tcp.disconnect sockets.tcp.close
//           sockets.tcp.getInfo sockets.tcp.getSockets
// @row      2
chrome.test.runTests([
  async function promisesResolve() {
    const tcp = chrome.sockets.tcp, created = tcp.create({name: 'n'});
    chrome.test.assertTrue(created instanceof Promise, 'a promise');
    const {socketId} = await created;
    chrome.test.assertEq(undefined, await tcp.update(socketId, {name: 'm'}));
    chrome.test.assertEq(undefined, await tcp.setPaused(socketId, true));
    const info = await tcp.getInfo(socketId);
    chrome.test.assertEq(['m', true], [info.name, info.paused]);
    chrome.test.assertEq([info], (await tcp.getSockets()).filter(other => other.socketId === socketId));
    chrome.test.assertEq(undefined, await tcp.disconnect(socketId));
    chrome.test.assertEq(undefined, await tcp.close(socketId));
    chrome.test.succeed();
  },
  async function promisesOfTheOthers() {
    const {socketId} = await chrome.sockets.tcpServer.create();
    chrome.test.assertEq(socketId, (await chrome.sockets.tcpServer.getInfo(socketId)).socketId);
    await chrome.sockets.tcpServer.close(socketId);
    const udp = await chrome.sockets.udp.create();
    chrome.test.assertEq(udp.socketId, (await chrome.sockets.udp.getInfo(udp.socketId)).socketId);
    await chrome.sockets.udp.close(udp.socketId);
    chrome.test.succeed();
  }
]);
