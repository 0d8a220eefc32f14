// @doc      chrome.sockets.tcp reference, onReceive
// @promise  The data of an event has at most bufferSize bytes, be that small or large.
// @member   sockets.tcp.SocketProperties.bufferSize sockets.tcp.ReceiveInfo.data
// @needs    peer
async function largest(bufferSize, total) {
  const id = await kit.connect(__config.peer, {bufferSize: bufferSize});
  const events = kit.on(chrome.sockets.tcp.onReceive, id);
  await kit.tcp.send(id, kit.bytes('blast ' + total + '\n'));
  let received = 0, most = 0;
  while (received < total) {
    const length = (await events.next()).data.byteLength;
    received += length;
    most = Math.max(most, length);
  }
  chrome.test.assertEq(total, received);
  return most;
}
chrome.test.runTests([
  async function smallBuffer() {
    chrome.test.assertEq(10, await largest(10, 1000));
    chrome.test.succeed();
  },
  async function largeBuffer() {
    const most = await largest(32768, 4 << 20);
    chrome.test.assertTrue(most > 4096 && most <= 32768, 'the largest had ' + most);
    chrome.test.succeed();
  }
]);
