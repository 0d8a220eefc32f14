// @doc      chrome.sockets.tcp reference, send
// @promise  send without a connection has a negative resultCode and no bytesSent.
// @member   sockets.tcp.SendInfo.resultCode sockets.tcp.SendInfo.bytesSent
// @row      1
// @needs    peer
function refuses(id) {
  return kit.failure(kit.tcp.send(id, kit.bytes('x'))).then(error => {
    chrome.test.assertEq('net::ERR_SOCKET_NOT_CONNECTED', error.message);
    chrome.test.assertEq({resultCode: -15}, error.result);
  });
}
chrome.test.runTests([
  function neverConnected() {
    return kit.tcp.create({}).then(info => refuses(info.socketId)).then(() => chrome.test.succeed());
  },
  function afterDisconnect() {
    return kit.peer('echo').then(id => kit.tcp.disconnect(id).then(() => refuses(id)))
      .then(() => chrome.test.succeed());
  },
  function afterThePeersEnd() {
    return kit.talk('fin bye').then(talk => talk.stream.end().then(() => refuses(talk.socketId)))
      .then(() => chrome.test.succeed());
  }
]);
