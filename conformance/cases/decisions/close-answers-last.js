// @doc      Table of decisions, row 8
// @promise  close calls back when everything has been sent, after the sends with what became of them.
// @member   sockets.tcp.close sockets.tcp.SendInfo.bytesSent
// @row      8
// @needs    peer
chrome.test.runTests([
  async function closeAnswersLast() {
    const size = 24 << 20, pair = await kit.pair(), order = [];
    chrome.sockets.tcp.send(pair.client, new ArrayBuffer(size), info => order.push('sent ' + info.bytesSent));
    const closed = kit.tcp.close(pair.client).then(() => order.push('closed'));
    await kit.settle();
    chrome.test.assertEq([], order); // nobody reads yet
    const errors = kit.on(chrome.sockets.tcp.onReceiveError, pair.accepted);
    let received = 0;
    chrome.sockets.tcp.onReceive.addListener(info => {
      if (info.socketId === pair.accepted) received += info.data.byteLength;
    });
    await kit.tcp.update(pair.accepted, {bufferSize: 65536});
    await kit.tcp.setPaused(pair.accepted, false);
    await closed;
    chrome.test.assertEq(['sent ' + size, 'closed'], order);
    await errors.next();
    chrome.test.assertEq(size, received);
    chrome.test.succeed();
  }
]);
