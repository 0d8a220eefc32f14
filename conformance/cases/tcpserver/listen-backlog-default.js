// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen
// @promise  The default queue is long enough for most applications: many connections wait in it at once.
// @member   sockets.tcpServer.listen.backlog
'use strict';
chrome.test.runTests([
  function thirtyWait() {
    let id;
    return kit.tcpServer.create({}).then(info => {
      id = info.socketId;
      return kit.tcpServer.setPaused(id, true);
    }).then(() => kit.tcpServer.listen(id, '127.0.0.1', 0)).then(() => kit.tcpServer.getInfo(id)).then(info => {
      const connects = [];
      for (let i = 0; i < 30; i++) connects.push(kit.connect(info.localPort));
      return Promise.all(connects);
    }).then(() => chrome.test.succeed());
  }
]);
