// @doc      Table of decisions, row 10
// @promise  A reset while reading is onReceiveError -100, after the data that came before it.
// @member   sockets.tcp.onReceiveError sockets.tcp.ReceiveErrorInfo.resultCode
// @row      10
// @needs    peer
chrome.test.runTests([
  async function reset() {
    const talk = await kit.talk('rst');
    chrome.test.assertEq(-100, await talk.stream.end());
    const info = await kit.tcp.getInfo(talk.socketId);
    chrome.test.assertEq([false, true], [info.connected, info.paused]);
    chrome.test.succeed();
  },
  async function dataThenReset() {
    const talk = await kit.talk('sendrst payload');
    chrome.test.assertEq('payload', await talk.stream.read(7));
    chrome.test.assertEq(-100, await talk.stream.end());
    chrome.test.succeed();
  }
]);
