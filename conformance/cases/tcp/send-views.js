// @doc      chrome.sockets.tcp reference, send
// @promise  data may be a view of an ArrayBuffer; the bytes of the view are sent, not those around it.
// @member   sockets.tcp.send.data
// @row      1
// @needs    peer
chrome.test.runTests([
  function sendViews() {
    return kit.talk('echo').then(talk => {
      return Promise.all([
        kit.tcp.send(talk.socketId, new Uint8Array(kit.bytes('abcdef'), 2, 3)),
        kit.tcp.send(talk.socketId, new DataView(kit.bytes('ABCDEF'), 1, 2)),
        kit.tcp.send(talk.socketId, new Uint16Array(kit.bytes('uvwxyz'), 2, 2))
      ]).then(sendInfos => {
        chrome.test.assertEq([3, 2, 4], sendInfos.map(sendInfo => sendInfo.bytesSent));
        return talk.stream.read(9);
      });
    }).then(text => {
      chrome.test.assertEq('cdeBCwxyz', text);
      chrome.test.succeed();
    });
  }
]);
