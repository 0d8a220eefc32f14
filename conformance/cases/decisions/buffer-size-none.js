// @doc      Table of decisions, row 14
// @promise  A bufferSize of 0 or less means 4096, and getInfo does not show it.
// @member   sockets.tcp.SocketProperties.bufferSize sockets.tcp.SocketInfo.bufferSize
// @row      14
// @needs    peer
chrome.test.runTests([
  async function bufferSizeZeroOrLess() {
    const total = 1 << 18;
    for (const bufferSize of [0, -5, -2147483648]) {
      const id = await kit.connect(__config.peer, {bufferSize: bufferSize});
      chrome.test.assertFalse('bufferSize' in await kit.tcp.getInfo(id), 'shown');
      const events = kit.on(chrome.sockets.tcp.onReceive, id);
      await kit.tcp.send(id, kit.bytes('blast ' + total + '\n'));
      let received = 0, largest = 0;
      while (received < total) {
        const length = (await events.next()).data.byteLength;
        received += length;
        largest = Math.max(largest, length);
      }
      chrome.test.assertEq(4096, largest);
    }
    chrome.test.succeed();
  }
]);
