// @doc      Table of decisions, row 7
// @promise  A listen that disconnect or close follows at once is answered before it, with success or -3.
// @member   sockets.tcpServer.listen.result sockets.tcpServer.disconnect sockets.tcpServer.close
// @row      7
// @chromium skip it may never call back, by chance
async function cutOff(how) {
  const id = (await kit.tcpServer.create({})).socketId, order = [];
  await new Promise(resolve => {
    chrome.sockets.tcpServer.listen(id, '127.0.0.1', 0, result => {
      const error = chrome.runtime.lastError;
      order.push(result, error && error.message);
    });
    chrome.sockets.tcpServer[how](id, () => { order.push(how); resolve(); });
  });
  chrome.test.log(JSON.stringify(order));
  chrome.test.assertEq(3, order.length);
  chrome.test.assertTrue(order[0] === 0 || order[0] === -3 && order[1] === 'net::ERR_ABORTED', 'result ' + order);
}
chrome.test.runTests([
  function byDisconnect() { return cutOff('disconnect').then(() => chrome.test.succeed()); },
  function byClose() { return cutOff('close').then(() => chrome.test.succeed()); }
]);
