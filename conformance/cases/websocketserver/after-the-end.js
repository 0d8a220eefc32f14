// @doc      websocketserver.md section 9, S9; section 8, Q17
// @promise  When the callbacks of the end have run the handle is unknown: isClosed, not isConnected, client and
//           getRemoteIp null, and send null without onError.
// @member   websocketserver.isClosed websocketserver.isConnected websocketserver.client websocketserver.send
//           websocketserver.sendData websocketserver.getRemoteIp websocketserver.close websocketserver.onError
// @row      Q17 Q19
// @chromium skip websocketserver is no part of Chromium
function unknown(server, h) {
  chrome.test.assertEq([true, false], [server.isClosed(h), server.isConnected(h)]);
  chrome.test.assertEq([null, null], [server.client(h), server.getRemoteIp(h)]);
  chrome.test.assertEq([null, null], [server.send(h, 'x'), server.sendData(h, 'x')]);
  chrome.test.assertEq(undefined, server.close(h));
}
chrome.test.runTests([
  async function leftClient() {
    const server = kit.ws.serve(), errors = kit.calls(server, 'onError'), gone = kit.calls(server, 'onClientClosed');
    const first = await kit.ws.open(server.getUrl());
    first.close();
    const [h] = await gone.next();
    await first.closed;
    unknown(server, h);
    const opens = kit.calls(server, 'onOpen');
    await kit.ws.open(server.getUrl());
    const [again] = await opens.next();
    chrome.test.assertNe(h, again, 'a handle is not used again');
    unknown(server, h);
    chrome.test.assertEq([], errors.all);
    chrome.test.succeed();
  },
  function neverThere() {
    const server = kit.ws.serve(), errors = kit.calls(server, 'onError');
    for (const h of [0, -1, 999999999, 1.5, NaN, 'x', '', null, undefined, {}, [], true]) unknown(server, h);
    chrome.test.assertEq([], errors.all);
    chrome.test.succeed();
  }
]);
