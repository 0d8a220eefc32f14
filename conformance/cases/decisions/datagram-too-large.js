// @doc      Table of decisions, row 19
// @promise  A datagram larger than bufferSize is lost: it gives onReceiveError -142, and the socket is paused. Those
//           behind it come after setPaused(false).
// @member   sockets.udp.onReceiveError sockets.udp.ReceiveErrorInfo.socketId sockets.udp.ReceiveErrorInfo.resultCode
//           sockets.udp.SocketInfo.paused sockets.udp.setPaused.paused
// @row      19
chrome.test.runTests([
  async function datagramTooLarge() {
    const {socketId} = await kit.udp.create({bufferSize: 3});
    const received = kit.on(chrome.sockets.udp.onReceive), errors = kit.on(chrome.sockets.udp.onReceiveError);
    await kit.udp.bind(socketId, '127.0.0.1', 0);
    const {localPort} = await kit.udp.getInfo(socketId);
    for (const text of ['abcdef', 'ab', 'abc'])
      await kit.udp.send(socketId, kit.bytes(text), '127.0.0.1', localPort);
    chrome.test.assertEq({socketId: socketId, resultCode: -142}, await errors.next());
    chrome.test.assertEq(true, (await kit.udp.getInfo(socketId)).paused);
    chrome.test.assertEq([], received.all);
    await kit.udp.setPaused(socketId, false);
    chrome.test.assertEq('ab', kit.text((await received.next()).data));
    chrome.test.assertEq('abc', kit.text((await received.next()).data));
    chrome.test.assertEq(1, errors.all.length);
    chrome.test.succeed();
  }
]);
