// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): update, setPaused, close
// @promise  The callbacks of update, setPaused and close are optional, and have no arguments.
// @member   sockets.udp.update sockets.udp.setPaused sockets.udp.close
'use strict';
const none = () => chrome.test.callbackPass(function () { chrome.test.assertEq(0, arguments.length); });
chrome.test.runTests([
  function noArguments() {
    chrome.sockets.udp.create({}, chrome.test.callbackPass(info => {
      chrome.sockets.udp.update(info.socketId, {name: 'x'}, none());
      chrome.sockets.udp.setPaused(info.socketId, true, none());
      chrome.sockets.udp.close(info.socketId, none());
    }));
  },
  function effectsWithoutCallbacks() {
    let id;
    return kit.udp.create({}).then(info => {
      id = info.socketId;
      chrome.sockets.udp.update(id, {name: 'quiet'});
      chrome.sockets.udp.setPaused(id, true);
      return kit.udp.getInfo(id);
    }).then(info => {
      chrome.test.assertEq({socketId: id, name: 'quiet', paused: true, persistent: false}, info);
      chrome.sockets.udp.close(id);
      return kit.udp.getSockets();
    }).then(infos => {
      chrome.test.assertEq([], infos);
      chrome.test.succeed();
    });
  }
]);
