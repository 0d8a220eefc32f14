// @doc      chrome.sockets.tcp reference, onReceive
// @promise  Without a bufferSize the data of an event has at most 4096 bytes.
// @member   sockets.tcp.SocketProperties.bufferSize sockets.tcp.ReceiveInfo.data
// @needs    peer
chrome.test.runTests([
  async function receiveDefaultBuffer() {
    const size = 1 << 20, id = await kit.connect(__config.peer);
    const events = kit.on(chrome.sockets.tcp.onReceive, id);
    await kit.tcp.send(id, kit.bytes('blast ' + size + '\n'));
    let received = 0, largest = 0;
    while (received < size) {
      const length = (await events.next()).data.byteLength;
      chrome.test.assertTrue(length > 0, 'empty data');
      received += length;
      largest = Math.max(largest, length);
    }
    chrome.test.assertEq(size, received);
    chrome.test.assertEq(4096, largest);
    chrome.test.succeed();
  }
]);
