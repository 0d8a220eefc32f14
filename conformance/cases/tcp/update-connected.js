// @doc      chrome.sockets.tcp reference, update
// @promise  update works in every state of the socket: connected, disconnected and after the peer's end.
// @member   sockets.tcp.update
// @needs    peer
chrome.test.runTests([
  function updateInEveryState() {
    let id, stream;
    const named = name => kit.tcp.update(id, {name: name}).then(() => kit.tcp.getInfo(id)).then(info => {
      chrome.test.assertEq(name, info.name);
    });
    return kit.talk('echo').then(talk => {
      id = talk.socketId;
      return named('connected');
    }).then(() => kit.tcp.disconnect(id)).then(() => named('disconnected')).then(() => {
      return kit.talk('fin');
    }).then(talk => {
      id = talk.socketId;
      return talk.stream.end();
    }).then(() => named('ended')).then(() => chrome.test.succeed());
  }
]);
