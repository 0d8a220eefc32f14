// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): create, SocketProperties
// @promise  The properties given to create are those of the new socket.
// @member   sockets.udp.create.properties sockets.udp.SocketProperties.persistent sockets.udp.SocketProperties.name
//           sockets.udp.SocketProperties.bufferSize sockets.udp.SocketInfo.name sockets.udp.SocketInfo.bufferSize
'use strict';
chrome.test.runTests([
  function propertiesOfTheNewSocket() {
    let id;
    return kit.udp.create({persistent: true, name: 'finder', bufferSize: 1234}).then(info => {
      id = info.socketId;
      return kit.udp.getInfo(id);
    }).then(info => {
      chrome.test.assertEq({socketId: id, persistent: true, name: 'finder', bufferSize: 1234, paused: false}, info);
      chrome.test.succeed();
    });
  }
]);
