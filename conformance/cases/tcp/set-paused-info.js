// @doc      chrome.sockets.tcp reference, setPaused
// @promise  setPaused sets and clears the flag that getInfo tells, and calls back without arguments.
// @member   sockets.tcp.setPaused.socketId sockets.tcp.setPaused.paused sockets.tcp.SocketInfo.paused
chrome.test.runTests([
  function setPausedShowsInGetInfo() {
    kit.tcp.create({}).then(created => {
      [true, true, false, false, true].forEach(paused => {
        chrome.sockets.tcp.setPaused(created.socketId, paused, chrome.test.callbackPass(function () {
          chrome.test.assertEq(0, arguments.length);
        }));
        chrome.sockets.tcp.getInfo(created.socketId, chrome.test.callbackPass(info => {
          chrome.test.assertEq(paused, info.paused);
        }));
      });
    });
  }
]);
