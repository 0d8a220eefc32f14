// @doc       chrome.sockets.tcp reference, onReceiveError
// @promise   When the peer has closed the connection, onReceiveError comes once, after the data, and the socket is
//            paused.
// @member    sockets.tcp.onReceiveError
// @member    sockets.tcp.ReceiveErrorInfo.socketId sockets.tcp.ReceiveErrorInfo.resultCode
// @needs     peer
chrome.test.runTests([
  async function peerEnds() {
    const order = [];
    const data = chrome.sockets.tcp.onReceive, errors = kit.on(chrome.sockets.tcp.onReceiveError);
    data.addListener(function (info) { order.push(kit.text(info.data)); });
    const socketId = await kit.peer('fin bye');
    chrome.test.assertEq({resultCode: -100, socketId: socketId}, await errors.next());
    chrome.test.assertEq('bye', order.join(''));
    chrome.test.assertTrue((await kit.tcp.getInfo(socketId)).paused, 'paused');
    await kit.settle();
    chrome.test.assertEq(1, errors.all.length, 'onReceiveError');
    chrome.test.succeed();
  }
]);
