// @doc      chrome.sockets.tcpServer (Traditional Chinese): close, create, disconnect, getInfo, getSockets, setPaused,
//           update
// @promise  Without a callback these methods return a promise of what the callback would get.
// @member   sockets.tcpServer.create sockets.tcpServer.update sockets.tcpServer.setPaused sockets.tcpServer.getInfo
//           sockets.tcpServer.getSockets sockets.tcpServer.disconnect sockets.tcpServer.close
// @row      2
'use strict';
const api = chrome.sockets.tcpServer;
chrome.test.runTests([
  function resolves() {
    let id;
    const nothing = value => chrome.test.assertEq(undefined, value);
    return api.create({name: 'promised'}).then(info => {
      id = info.socketId;
      return api.update(id, {persistent: true});
    }).then(nothing).then(() => api.setPaused(id, true)).then(nothing).then(() => api.getInfo(id)).then(info => {
      chrome.test.assertEq({socketId: id, name: 'promised', paused: true, persistent: true}, info);
      return api.getSockets();
    }).then(infos => {
      chrome.test.assertEq([{socketId: id, name: 'promised', paused: true, persistent: true}], infos);
      return api.disconnect(id);
    }).then(nothing).then(() => api.close(id)).then(nothing).then(() => chrome.test.succeed());
  },
  function rejects() {
    return chrome.test.assertPromiseRejects(api.getInfo(99999), 'Error: Socket not found')
      .then(() => chrome.test.assertPromiseRejects(api.close(99999), 'Error: Socket not found'))
      .then(() => chrome.test.succeed());
  },
  function noPromiseWithCallback() {
    chrome.test.assertEq(undefined, api.getSockets(chrome.test.callbackPass()));
  }
]);
