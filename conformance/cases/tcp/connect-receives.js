// @doc      chrome.sockets.tcp reference, connect
// @promise  A connected socket raises onReceive by itself, and not before connect has called back.
// @member   sockets.tcp.connect sockets.tcp.onReceive
chrome.test.runTests([
  function connectThenReceive() {
    let order = [], id;
    return kit.listen().then(server => {
      chrome.sockets.tcpServer.onAccept.addListener(info => {
        if (info.socketId === server.socketId) kit.tcp.send(info.clientSocketId, kit.bytes('welcome'));
      });
      return kit.tcp.create({}).then(info => {
        id = info.socketId;
        const events = kit.on(chrome.sockets.tcp.onReceive, id);
        return new Promise(resolve => {
          chrome.sockets.tcp.connect(id, '127.0.0.1', server.port, result => order.push('connect ' + result));
          resolve(events.next());
        });
      });
    }).then(event => {
      order.push('onReceive');
      chrome.test.assertEq(['connect 0', 'onReceive'], order);
      chrome.test.succeed();
    });
  }
]);
