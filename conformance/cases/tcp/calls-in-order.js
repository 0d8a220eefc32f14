// @doc      chrome.sockets.tcp reference
// @promise  Calls that need no network take effect and call back in the order they were made.
// @member   sockets.tcp.update sockets.tcp.setPaused sockets.tcp.getInfo sockets.tcp.disconnect sockets.tcp.close
chrome.test.runTests([
  async function callsInOrder() {
    const tcp = chrome.sockets.tcp, id = (await kit.tcp.create({})).socketId, order = [];
    await new Promise(resolve => {
      tcp.update(id, {name: 'one'}, () => order.push('update'));
      tcp.getInfo(id, info => order.push(info.name));
      tcp.update(id, {name: 'two'});
      tcp.setPaused(id, true, () => order.push('setPaused'));
      tcp.getInfo(id, info => order.push(info.name + ' ' + info.paused));
      tcp.getSockets(infos => order.push('getSockets'));
      tcp.disconnect(id, () => order.push('disconnect'));
      tcp.close(id, () => { order.push('close'); resolve(); });
    });
    chrome.test.assertEq(['update', 'one', 'setPaused', 'two true', 'getSockets', 'disconnect', 'close'], order);
    chrome.test.succeed();
  }
]);
