// @doc      Table of decisions, row 9
// @promise  A socket that was paused all along ends its connection without an event.
// @member   sockets.tcp.onReceiveError sockets.tcp.disconnect sockets.tcp.close
// @row      9
// @needs    peer
chrome.test.runTests([
  async function pausedAllAlong() {
    const errors = kit.on(chrome.sockets.tcp.onReceiveError);
    const one = await kit.pair(), two = await kit.pair();
    const client = (await kit.tcp.create({})).socketId;
    await kit.tcp.setPaused(client, true);
    await kit.tcp.connect(client, '127.0.0.1', one.port);
    await kit.tcp.disconnect(one.accepted);
    await kit.tcp.close(two.accepted);
    await kit.tcp.disconnect(client);
    await kit.settle();
    const silent = [one.accepted, two.accepted, client];
    chrome.test.assertEq([], errors.all.filter(info => silent.indexOf(info.socketId) >= 0));
    chrome.test.succeed();
  }
]);
