// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): setPaused
// @promise  A paused socket raises no events; the datagrams wait, and come in their order once it is un-paused.
// @member   sockets.udp.setPaused.socketId sockets.udp.setPaused.paused sockets.udp.SocketInfo.paused
// @needs    peer
'use strict';
chrome.test.runTests([
  async function inOrder() {
    const {socketId} = await kit.udp.create({});
    const received = kit.on(chrome.sockets.udp.onReceive, socketId);
    await kit.udp.setPaused(socketId, true);
    await kit.udp.bind(socketId, '127.0.0.1', 0);
    const info = await kit.udp.getInfo(socketId);
    chrome.test.assertEq(true, info.paused);
    for (const text of ['1', '2', '3']) await kit.udp.send(socketId, kit.bytes(text), '127.0.0.1', info.localPort);
    await kit.settle();
    chrome.test.assertEq([], received.all);
    await kit.udp.setPaused(socketId, false);
    for (const text of ['1', '2', '3']) chrome.test.assertEq(text, kit.text((await received.next()).data));
    chrome.test.assertEq(false, (await kit.udp.getInfo(socketId)).paused);
    chrome.test.succeed();
  }
]);
