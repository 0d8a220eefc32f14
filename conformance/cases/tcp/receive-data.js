// @doc      chrome.sockets.tcp reference, onReceive
// @promise  onReceive tells the socket's id and the data, an ArrayBuffer of its own.
// @member   sockets.tcp.onReceive sockets.tcp.ReceiveInfo.socketId sockets.tcp.ReceiveInfo.data
chrome.test.runTests([
  async function receiveData() {
    const pair = await kit.pair();
    const events = kit.on(chrome.sockets.tcp.onReceive);
    await kit.tcp.setPaused(pair.accepted, false);
    await kit.tcp.send(pair.client, kit.bytes('x'));
    const info = await events.next();
    chrome.test.assertEq(['data', 'socketId'], Object.keys(info).sort());
    chrome.test.assertEq(pair.accepted, info.socketId);
    chrome.test.assertTrue(info.data instanceof ArrayBuffer, 'instanceof');
    chrome.test.assertEq('[object ArrayBuffer]', Object.prototype.toString.call(info.data));
    chrome.test.assertEq(1, info.data.byteLength);
    new Uint8Array(info.data)[0] = 0; // ours to change
    await kit.tcp.send(pair.client, kit.bytes('x'));
    chrome.test.assertEq('x', kit.text((await events.next()).data));
    chrome.test.succeed();
  }
]);
