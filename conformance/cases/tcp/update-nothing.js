// @doc      chrome.sockets.tcp reference, update
// @promise  update without a property, or with undefined ones, changes nothing and calls back without arguments.
// @member   sockets.tcp.update.properties
chrome.test.runTests([
  function updateNothing() {
    kit.tcp.create({name: 'n', bufferSize: 10}).then(created => {
      const id = created.socketId;
      chrome.sockets.tcp.update(id, {}, chrome.test.callbackPass(function () {
        chrome.test.assertEq(0, arguments.length);
      }));
      chrome.sockets.tcp.update(id, {name: undefined, bufferSize: null, persistent: undefined},
        chrome.test.callbackPass());
      chrome.sockets.tcp.getInfo(id, chrome.test.callbackPass(info => {
        chrome.test.assertEq('n', info.name);
        chrome.test.assertEq(10, info.bufferSize);
      }));
    });
  }
]);
