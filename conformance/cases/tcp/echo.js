// @doc       chrome.sockets.tcp reference, send; onReceive
// @promise   send answers with the number of bytes sent, and what the peer sends comes as onReceive with an
//            ArrayBuffer.
// @member    sockets.tcp.send.socketId sockets.tcp.send.data
// @member    sockets.tcp.SendInfo.resultCode sockets.tcp.SendInfo.bytesSent
// @member    sockets.tcp.onReceive sockets.tcp.ReceiveInfo.socketId sockets.tcp.ReceiveInfo.data
// @needs     peer
chrome.test.runTests([
  async function echo() {
    const socketId = await kit.peer('echo');
    const events = kit.on(chrome.sockets.tcp.onReceive, socketId);
    chrome.test.assertEq({bytesSent: 5, resultCode: 0}, await kit.tcp.send(socketId, kit.bytes('hello')));
    const info = await events.next();
    chrome.test.assertEq(['data', 'socketId'], Object.keys(info).sort());
    chrome.test.assertTrue(info.data instanceof ArrayBuffer, 'data is an ArrayBuffer');
    chrome.test.assertEq('hello', kit.text(info.data));
    chrome.test.succeed();
  }
]);
