// @doc      chrome.sockets.tcp reference, create
// @promise  create makes a socket and tells its id, which no other socket has.
// @member   sockets.tcp.create sockets.tcp.CreateInfo.socketId
chrome.test.runTests([
  function createTellsTheId() {
    return Promise.all([kit.tcp.create({}), kit.tcp.create({})]).then(infos => {
      infos.forEach(info => {
        chrome.test.assertEq(['socketId'], Object.keys(info));
        chrome.test.assertTrue(Number.isInteger(info.socketId) && info.socketId > 0, 'a positive integer');
      });
      chrome.test.assertNe(infos[0].socketId, infos[1].socketId);
      chrome.test.succeed();
    });
  }
]);
