// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): listen
// @promise  The length of the listen queue is optional; without it, or with a negative one, it is what the system
//           allows.
// @member   sockets.tcpServer.listen.backlog
'use strict';
chrome.test.runTests([undefined, null, 1, 128, 100000, -1].map(backlog => {
  const test = function () {
    let id, accepts;
    return kit.tcpServer.create({}).then(info => {
      id = info.socketId;
      accepts = kit.on(chrome.sockets.tcpServer.onAccept, id);
      return kit.tcpServer.listen(id, '127.0.0.1', 0, backlog);
    }).then(() => kit.tcpServer.getInfo(id)).then(info => kit.connect(info.localPort)).then(() => accepts.next())
      .then(() => chrome.test.succeed());
  };
  Object.defineProperty(test, 'name', {value: 'backlog ' + backlog});
  return test;
}));
