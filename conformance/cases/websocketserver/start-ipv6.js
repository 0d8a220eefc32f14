// @doc      websocketserver.md section 8, Q12
// @promise  start takes IPv6 addresses, and getUrl puts them in brackets.
// @member   websocketserver.start websocketserver.getUrl websocketserver.getLocalIp
// @row      Q12
// @needs    ipv6
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function loopback() {
    const server = new websocketserver();
    chrome.test.assertEq(true, server.start('::1', 0));
    const [ip, port] = server.getLocalIp();
    chrome.test.assertEq('::1', ip);
    chrome.test.assertEq(`ws://[::1]:${port}/x`, server.getUrl('x'));
    server.onOpen = h => server.send(h, server.getRemoteIp(h).ip);
    chrome.test.assertEq('::1', await (await kit.ws.open(server.getUrl())).next());
    chrome.test.succeed();
  },
  async function every() {
    const server = new websocketserver();
    chrome.test.assertEq(true, server.start('::', 0));
    const port = server.getLocalIp().port;
    await kit.ws.open(`ws://[::1]:${port}/`);
    chrome.test.succeed();
  }
]);
