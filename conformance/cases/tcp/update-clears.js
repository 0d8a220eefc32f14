// @doc      chrome.sockets.tcp reference, update
// @promise  An empty name and a bufferSize of 0 mean none: getInfo leaves them out.
// @member   sockets.tcp.update.properties sockets.tcp.SocketInfo.name sockets.tcp.SocketInfo.bufferSize
chrome.test.runTests([
  function updateClears() {
    let id;
    return kit.tcp.create({name: 'n', bufferSize: 10}).then(info => {
      id = info.socketId;
      return kit.tcp.update(id, {name: '', bufferSize: 0});
    }).then(() => kit.tcp.getInfo(id)).then(info => {
      chrome.test.assertFalse('name' in info, 'name');
      chrome.test.assertFalse('bufferSize' in info, 'bufferSize');
      chrome.test.succeed();
    });
  }
]);
