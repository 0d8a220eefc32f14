// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): update, setPaused,
//           disconnect, close
// @promise  The callbacks of update, setPaused, disconnect and close are optional; the calls take effect in order.
// @member   sockets.tcpServer.update sockets.tcpServer.setPaused sockets.tcpServer.disconnect sockets.tcpServer.close
'use strict';
chrome.test.runTests([
  function effectsWithoutCallbacks() {
    let id;
    return kit.listen().then(server => {
      id = server.socketId;
      chrome.sockets.tcpServer.update(id, {name: 'quiet'});
      chrome.sockets.tcpServer.setPaused(id, true, null);
      chrome.sockets.tcpServer.disconnect(id, undefined);
      return kit.tcpServer.getInfo(id);
    }).then(info => {
      chrome.test.assertEq({socketId: id, name: 'quiet', paused: true, persistent: false}, info);
      chrome.sockets.tcpServer.close(id);
      return kit.tcpServer.getSockets();
    }).then(infos => {
      chrome.test.assertEq([], infos);
      chrome.test.succeed();
    });
  }
]);
