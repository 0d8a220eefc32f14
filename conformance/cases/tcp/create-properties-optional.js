// @doc      chrome.sockets.tcp reference, create
// @promise  Properties may be left out, null or undefined, and so may each of them.
// @member   sockets.tcp.create.properties
chrome.test.runTests([
  function createWithoutProperties() {
    const lists = [
      [], [undefined], [null], [{}],
      [{persistent: undefined, name: undefined, bufferSize: undefined}],
      [{persistent: null, name: null, bufferSize: null}]
    ];
    return Promise.all(lists.map(args => kit.tcp.create.apply(null, args))).then(created => {
      return Promise.all(created.map(info => kit.tcp.getInfo(info.socketId)));
    }).then(infos => {
      infos.forEach(info => {
        chrome.test.assertEq(['connected', 'paused', 'persistent', 'socketId'], Object.keys(info).sort());
        chrome.test.assertFalse(info.persistent);
      });
      chrome.test.succeed();
    });
  }
]);
