// @doc      websocketserver.md section 4.1; section 7.3, Address convenience
// @promise  The address may be left out with undefined or null, be a name, or have the port behind a colon; one number
//           is a port; the backlog is accepted.
// @member   websocketserver.start websocketserver.getLocalIp
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  function forms() {
    const server = new websocketserver();
    chrome.test.assertEq(true, server.start('127.0.0.1'));
    const {ip, port} = server.getLocalIp();
    chrome.test.assertEq('127.0.0.1', ip);
    for (const [args, address] of [
      [[undefined, port], '0.0.0.0'], [[null, port], '0.0.0.0'], [['127.0.0.1', port, 16], '127.0.0.1'],
      [['127.0.0.1:' + port], '127.0.0.1'], [['localhost', port], '127.0.0.1'], [[port], '0.0.0.0'],
      [['0.0.0.0', port], '0.0.0.0']
    ]) {
      chrome.test.assertEq(true, server.start(...args), args.join());
      chrome.test.assertEq([address, port], Array.from(server.getLocalIp()), args.join());
    }
    for (const args of [['127.0.0.1', null], ['127.0.0.1', undefined], [null, null, null]]) {
      chrome.test.assertEq(true, server.start(...args));
      chrome.test.assertTrue(server.getLocalIp().port >= 1025, 'a free port');
    }
    chrome.test.succeed();
  }
]);
