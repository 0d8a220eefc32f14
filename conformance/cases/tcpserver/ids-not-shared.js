// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): create
// @promise  Ids of server sockets are not compatible with those of other APIs: no other namespace finds them.
// @member   sockets.tcpServer.CreateInfo.socketId
'use strict';
const notFound = promise => kit.failure(promise).then(e => chrome.test.assertEq('Socket not found', e.message));
chrome.test.runTests([
  function serverIdElsewhere() {
    return kit.tcpServer.create({}).then(info =>
      notFound(kit.tcp.getInfo(info.socketId)).then(() => notFound(kit.udp.getInfo(info.socketId)))
    ).then(() => chrome.test.succeed());
  },
  function otherIdsHere() {
    let serverIds;
    const fresh = create => create({}).then(info => serverIds.indexOf(info.socketId) < 0 ? info : fresh(create));
    return kit.tcpServer.getSockets().then(infos => {
      serverIds = infos.map(info => info.socketId);
      return fresh(kit.tcp.create);
    }).then(info => notFound(kit.tcpServer.listen(info.socketId, '127.0.0.1', 0))).then(() => fresh(kit.udp.create))
      .then(info => notFound(kit.tcpServer.listen(info.socketId, '127.0.0.1', 0))).then(() => chrome.test.succeed());
  }
]);
