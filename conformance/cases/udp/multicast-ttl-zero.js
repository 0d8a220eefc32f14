// @doc      chrome.sockets.udp (schema sockets.udp.json; chrome-sockets.md section 5): setMulticastTimeToLive
// @promise  With a time to live of 0 multicast datagrams stay on this machine, where members of the group get them.
// @member   sockets.udp.setMulticastTimeToLive.ttl
// @needs    multicast
'use strict';
const group = '239.255.77.3';
chrome.test.runTests([
  function heardHere() {
    let id, received;
    return kit.udp.create({}).then(info => {
      id = info.socketId;
      received = kit.on(chrome.sockets.udp.onReceive, id);
      return kit.udp.setMulticastTimeToLive(id, 0);
    }).then(() => kit.udp.bind(id, '0.0.0.0', 0)).then(() => kit.udp.joinGroup(id, group))
      .then(() => kit.udp.getInfo(id)).then(info => kit.udp.send(id, kit.bytes('near'), group, info.localPort))
      .then(() => received.next()).then(info => {
        chrome.test.assertEq('near', kit.text(info.data));
        chrome.test.succeed();
      });
  }
]);
