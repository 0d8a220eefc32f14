// @doc      Table of decisions, row 14
// @promise  No event has more than 65536 bytes, however large bufferSize is.
// @member   sockets.tcp.SocketProperties.bufferSize sockets.tcp.SocketInfo.bufferSize
// @row      14
// @needs    peer
// @chromium skip it crashes: it allocates what bufferSize says
chrome.test.runTests([
  async function bufferSizeHuge() {
    const total = 4 << 20, id = await kit.connect(__config.peer, {bufferSize: 2147483647});
    chrome.test.assertEq(2147483647, (await kit.tcp.getInfo(id)).bufferSize);
    const events = kit.on(chrome.sockets.tcp.onReceive, id);
    await kit.tcp.send(id, kit.bytes('blast ' + total + '\n'));
    for (let received = 0; received < total;) {
      const length = (await events.next()).data.byteLength;
      chrome.test.assertTrue(length <= 65536, length + ' bytes');
      received += length;
    }
    chrome.test.succeed();
  }
]);
