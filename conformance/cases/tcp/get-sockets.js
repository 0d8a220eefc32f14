// @doc      chrome.sockets.tcp reference, getSockets
// @promise  getSockets tells what getInfo would of every open socket, accepted ones included.
// @member   sockets.tcp.getSockets sockets.tcp.getSockets.socketInfos
chrome.test.runTests([
  function getSockets() {
    return kit.pair({name: 'listed'}).then(pair => {
      return kit.tcp.getSockets().then(infos => {
        const listed = id => infos.filter(info => info.socketId === id);
        return Promise.all([pair.client, pair.accepted].map(id => kit.tcp.getInfo(id).then(info => {
          chrome.test.assertEq([info], listed(id));
        })));
      });
    }).then(() => chrome.test.succeed());
  }
]);
