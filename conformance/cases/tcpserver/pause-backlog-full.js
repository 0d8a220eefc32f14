// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): setPaused, listen
// @promise  When its backlog is full, a paused socket takes no more connections.
// @member   sockets.tcpServer.setPaused.paused sockets.tcpServer.listen.backlog
// @needs    peer
'use strict';
chrome.test.runTests([
  // The system keeps one connection more than the backlog says.
  function noRoomForAThird() {
    let id, port, third = 'waiting';
    return kit.tcpServer.create({}).then(info => {
      id = info.socketId;
      return kit.tcpServer.setPaused(id, true);
    }).then(() => kit.tcpServer.listen(id, '127.0.0.1', 0, 1)).then(() => kit.tcpServer.getInfo(id)).then(info => {
      port = info.localPort;
      return kit.connect(port);
    }).then(() => kit.connect(port)).then(() => {
      kit.connect(port).then(() => { third = 'connected'; }, () => { third = 'refused'; });
      return kit.settle();
    }).then(() => {
      chrome.test.assertNe('connected', third);
      chrome.test.succeed();
    });
  }
]);
