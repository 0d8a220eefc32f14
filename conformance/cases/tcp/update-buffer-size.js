// @doc      chrome.sockets.tcp reference, update
// @promise  A new bufferSize limits the data of the events to come.
// @member   sockets.tcp.update.properties sockets.tcp.SocketProperties.bufferSize sockets.tcp.ReceiveInfo.data
chrome.test.runTests([
  function updateBufferSize() {
    let pair, sizes = [];
    chrome.sockets.tcp.onReceive.addListener(info => sizes.push(info.data.byteLength));
    return kit.pair().then(made => {
      pair = made;
      return kit.tcp.update(pair.accepted, {bufferSize: 7});
    }).then(() => kit.tcp.send(pair.client, kit.bytes('0123456789'.repeat(10)))).then(() => {
      const stream = kit.receive(pair.accepted);
      return kit.tcp.setPaused(pair.accepted, false).then(() => stream.read(100));
    }).then(() => {
      chrome.test.assertTrue(sizes.every(size => size > 0 && size <= 7), 'sizes ' + sizes);
      chrome.test.succeed();
    });
  }
]);
