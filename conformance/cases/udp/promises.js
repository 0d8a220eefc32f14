// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): methods with promises
// @promise  Without a callback these methods return a promise of what the callback would get.
// @member   sockets.udp.create sockets.udp.update sockets.udp.setPaused sockets.udp.getInfo sockets.udp.getSockets
//           sockets.udp.getJoinedGroups sockets.udp.close
// @row      2
'use strict';
const api = chrome.sockets.udp;
chrome.test.runTests([
  function resolves() {
    const nothing = value => chrome.test.assertEq(undefined, value);
    const state = id => ({socketId: id, name: 'promised', paused: true, persistent: false});
    let id;
    return api.create({}).then(info => {
      id = info.socketId;
      return api.update(id, {name: 'promised'});
    }).then(nothing).then(() => api.setPaused(id, true)).then(nothing).then(() => api.getInfo(id)).then(info => {
      chrome.test.assertEq(state(id), info);
      return api.getSockets();
    }).then(infos => {
      chrome.test.assertEq([state(id)], infos);
      return api.getJoinedGroups(id);
    }).then(groups => {
      chrome.test.assertEq([], groups);
      return api.close(id);
    }).then(nothing).then(() => chrome.test.succeed());
  },
  function rejects() {
    return chrome.test.assertPromiseRejects(api.getJoinedGroups(99999), 'Error: Socket not found')
      .then(() => chrome.test.succeed());
  }
]);
