// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): onReceive
// @promise  remoteAddress and remotePort are where an answer goes.
// @member   sockets.udp.ReceiveInfo.remoteAddress sockets.udp.ReceiveInfo.remotePort
'use strict';
// A bound socket as getInfo tells it.
async function bound(properties, address) {
  const {socketId} = await kit.udp.create(properties || {});
  await kit.udp.bind(socketId, address || '127.0.0.1', 0);
  return kit.udp.getInfo(socketId);
}
chrome.test.runTests([
  async function answer() {
    const server = await bound(), client = await bound();
    const questions = kit.on(chrome.sockets.udp.onReceive, server.socketId);
    const answers = kit.on(chrome.sockets.udp.onReceive, client.socketId);
    await kit.udp.send(client.socketId, kit.bytes('who?'), '127.0.0.1', server.localPort);
    const question = await questions.next();
    await kit.udp.send(server.socketId, kit.bytes('me'), question.remoteAddress, question.remotePort);
    chrome.test.assertEq('me', kit.text((await answers.next()).data));
    chrome.test.succeed();
  }
]);
