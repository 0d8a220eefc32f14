// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): getSockets
// @promise  getSockets lists the open sockets of the application, each as getInfo tells it.
// @member   sockets.udp.getSockets sockets.udp.getSockets.socketInfos
'use strict';
chrome.test.runTests([
  async function openSockets() {
    chrome.test.assertEq([], await kit.udp.getSockets());
    const first = (await kit.udp.create({name: 'first', persistent: true})).socketId;
    const second = (await kit.udp.create({})).socketId;
    await kit.udp.bind(second, '127.0.0.1', 0);
    const infos = (await kit.udp.getSockets()).sort((a, b) => a.socketId - b.socketId);
    chrome.test.assertEq([await kit.udp.getInfo(first), await kit.udp.getInfo(second)], infos);
    await kit.udp.close(second);
    chrome.test.assertEq([first], (await kit.udp.getSockets()).map(info => info.socketId));
    chrome.test.succeed();
  }
]);
