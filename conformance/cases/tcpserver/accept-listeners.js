// @doc      chrome.sockets.tcpServer (Chinese v1, Traditional Chinese, English v1): onAccept.addListener
// @promise  Every listener that was added hears of each connection, in the order they were added, until it is removed.
// @member   sockets.tcpServer.onAccept
'use strict';
chrome.test.runTests([
  function addAndRemove() {
    const event = chrome.sockets.tcpServer.onAccept, heard = [];
    const first = () => heard.push('first'), second = () => heard.push('second');
    let port, accepts;
    chrome.test.assertFalse(event.hasListeners());
    event.addListener(first);
    event.addListener(second);
    event.addListener(first);
    chrome.test.assertTrue(event.hasListener(first));
    return kit.listen().then(server => {
      port = server.port;
      accepts = kit.on(event, server.socketId);
      return kit.connect(port);
    }).then(() => accepts.next()).then(() => {
      chrome.test.assertEq(['first', 'second'], heard);
      event.removeListener(first);
      chrome.test.assertFalse(event.hasListener(first));
      return kit.connect(port);
    }).then(() => accepts.next()).then(() => {
      chrome.test.assertEq(['first', 'second', 'second'], heard);
      chrome.test.succeed();
    });
  }
]);
