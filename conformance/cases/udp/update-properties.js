// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): update
// @promise  update changes the properties it is given, and leaves the others as they are.
// @member   sockets.udp.update.socketId sockets.udp.update.properties sockets.udp.SocketProperties.name
//           sockets.udp.SocketProperties.persistent sockets.udp.SocketProperties.bufferSize
'use strict';
chrome.test.runTests([
  function onlyWhatIsGiven() {
    let id;
    return kit.udp.create({name: 'first', bufferSize: 10}).then(info => {
      id = info.socketId;
      return kit.udp.update(id, {persistent: true, bufferSize: 20});
    }).then(() => kit.udp.getInfo(id)).then(info => {
      chrome.test.assertEq({socketId: id, persistent: true, paused: false, name: 'first', bufferSize: 20}, info);
      return kit.udp.update(id, {name: ''});
    }).then(() => kit.udp.getInfo(id)).then(info => {
      chrome.test.assertEq({socketId: id, persistent: true, paused: false, bufferSize: 20}, info);
      chrome.test.succeed();
    });
  }
]);
