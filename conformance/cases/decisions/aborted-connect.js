// @doc      Table of decisions, row 7
// @promise  A connect that disconnect or close cuts off calls back with -3, before the call that cut it off.
// @member   sockets.tcp.connect.result sockets.tcp.disconnect sockets.tcp.close
// @row      7
async function cutOff(how) {
  const server = await kit.listen(), id = (await kit.tcp.create({})).socketId, order = [];
  await new Promise(resolve => {
    chrome.sockets.tcp.connect(id, '127.0.0.1', server.port, result => {
      order.push(result, chrome.runtime.lastError && chrome.runtime.lastError.message);
    });
    chrome.sockets.tcp[how](id, () => { order.push(how); resolve(); });
  });
  chrome.test.assertEq([-3, 'net::ERR_ABORTED', how], order);
}
chrome.test.runTests([
  function byDisconnect() { return cutOff('disconnect').then(() => chrome.test.succeed()); },
  function byClose() { return cutOff('close').then(() => chrome.test.succeed()); }
]);
