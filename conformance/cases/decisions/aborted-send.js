// @doc      Table of decisions, row 7
// @promise  A send that disconnect cuts off calls back with resultCode -3, before disconnect does.
// @member   sockets.tcp.SendInfo.resultCode sockets.tcp.disconnect
// @row      7
chrome.test.runTests([
  async function cutOffSend() {
    const pair = await kit.pair(), order = []; // the other end is paused: it never reads
    chrome.sockets.tcp.send(pair.client, new ArrayBuffer(24 << 20), info => {
      order.push(info, chrome.runtime.lastError && chrome.runtime.lastError.message);
    });
    await kit.tcp.disconnect(pair.client);
    chrome.test.assertEq([{resultCode: -3}, 'net::ERR_ABORTED'], order);
    chrome.test.succeed();
  }
]);
