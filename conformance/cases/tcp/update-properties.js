// @doc      chrome.sockets.tcp reference, update
// @promise  update changes the properties it is given and leaves the others as they are.
// @member   sockets.tcp.update.socketId sockets.tcp.update.properties sockets.tcp.SocketProperties.persistent
//           sockets.tcp.SocketProperties.name sockets.tcp.SocketProperties.bufferSize
chrome.test.runTests([
  function updateChangesWhatItIsGiven() {
    let id;
    const shown = () => kit.tcp.getInfo(id).then(info => [info.persistent, info.name, info.bufferSize]);
    return kit.tcp.create({name: 'first', bufferSize: 10}).then(info => {
      id = info.socketId;
      return kit.tcp.update(id, {name: 'second'});
    }).then(shown).then(values => {
      chrome.test.assertEq([false, 'second', 10], values);
      return kit.tcp.update(id, {persistent: true, bufferSize: 20});
    }).then(shown).then(values => {
      chrome.test.assertEq([true, 'second', 20], values);
      return kit.tcp.close(id);
    }).then(() => chrome.test.succeed());
  }
]);
