// @doc      chrome.sockets.tcp reference, onReceive
// @promise  Each event tells which socket received the data.
// @member   sockets.tcp.ReceiveInfo.socketId
// @needs    peer
chrome.test.runTests([
  async function receiveOnTwoSockets() {
    const one = await kit.talk('echo'), two = await kit.talk('echo');
    await kit.tcp.send(one.socketId, kit.bytes('for one'));
    await kit.tcp.send(two.socketId, kit.bytes('for 2'));
    chrome.test.assertEq(['for one', 'for 2'], await Promise.all([one.stream.read(7), two.stream.read(5)]));
    chrome.test.assertEq('', one.stream.rest() + two.stream.rest());
    chrome.test.succeed();
  }
]);
