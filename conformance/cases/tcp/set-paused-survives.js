// @doc      chrome.sockets.tcp reference, setPaused
// @promise  The pause is the application's: connecting and disconnecting a paused socket leave it paused.
// @member   sockets.tcp.setPaused.paused sockets.tcp.SocketInfo.paused
chrome.test.runTests([
  function pauseSurvives() {
    let id, port;
    const paused = () => kit.tcp.getInfo(id).then(info => chrome.test.assertTrue(info.paused));
    return kit.listen().then(server => {
      port = server.port;
      return kit.tcp.create({});
    }).then(info => {
      id = info.socketId;
      return kit.tcp.setPaused(id, true);
    }).then(() => kit.tcp.connect(id, '127.0.0.1', port)).then(paused)
      .then(() => kit.tcp.disconnect(id)).then(paused)
      .then(() => kit.tcp.connect(id, '127.0.0.1', port)).then(paused)
      .then(() => chrome.test.succeed());
  }
]);
