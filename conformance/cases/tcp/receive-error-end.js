// @doc      chrome.sockets.tcp reference, onReceiveError
// @promise  The peer's end is onReceiveError after all data; the socket is then paused and not connected, and stays.
// @member   sockets.tcp.onReceiveError sockets.tcp.ReceiveErrorInfo.socketId
//           sockets.tcp.ReceiveErrorInfo.resultCode sockets.tcp.SocketInfo.paused sockets.tcp.SocketInfo.connected
// @needs    peer
chrome.test.runTests([
  async function peerEnds() {
    const size = 100000, order = [];
    const id = await kit.connect(__config.peer);
    const errors = kit.on(chrome.sockets.tcp.onReceiveError, id);
    let received = 0;
    chrome.sockets.tcp.onReceive.addListener(info => { received += info.data.byteLength; });
    await kit.tcp.send(id, kit.bytes('blast ' + size + ' 65536 end\n'));
    chrome.test.assertEq({resultCode: -100, socketId: id}, await errors.next());
    chrome.test.assertEq(size, received);
    chrome.test.assertEq({connected: false, paused: true, persistent: false, socketId: id}, await kit.tcp.getInfo(id));
    chrome.test.succeed();
  }
]);
