// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): update
// @promise  update changes the properties it is given, and leaves the others as they are.
// @member   sockets.tcpServer.update.socketId sockets.tcpServer.update.properties
//           sockets.tcpServer.SocketProperties.name sockets.tcpServer.SocketProperties.persistent
'use strict';
chrome.test.runTests([
  function onlyWhatIsGiven() {
    let id;
    return kit.tcpServer.create({name: 'first'}).then(info => {
      id = info.socketId;
      return kit.tcpServer.update(id, {persistent: true});
    }).then(() => kit.tcpServer.getInfo(id)).then(info => {
      chrome.test.assertEq({socketId: id, persistent: true, paused: false, name: 'first'}, info);
      return kit.tcpServer.update(id, {name: 'second'});
    }).then(() => kit.tcpServer.getInfo(id)).then(info => {
      chrome.test.assertEq({socketId: id, persistent: true, paused: false, name: 'second'}, info);
      return kit.tcpServer.update(id, {});
    }).then(() => kit.tcpServer.getInfo(id)).then(info => {
      chrome.test.assertEq({socketId: id, persistent: true, paused: false, name: 'second'}, info);
      chrome.test.succeed();
    });
  }
]);
