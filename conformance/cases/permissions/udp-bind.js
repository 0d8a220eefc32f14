// @doc      chrome-sockets.md section 6, Permissions; chrome.sockets.udp (schema), bind
// @promise  bind needs a pattern of udp.bind that matches its address; the text of a refusal is udp's own.
// @member   manifest.sockets.udp.bind sockets.udp.bind.address
// @row      1
// @sockets  {"udp": {"bind": ["127.0.0.1:*"]}}
chrome.test.runTests([
  async function onlyThatAddress() {
    const {socketId} = await kit.udp.create({});
    for (const other of ['0.0.0.0', '::1', 'localhost']) {
      const error = await kit.failure(kit.udp.bind(socketId, other, 0));
      chrome.test.assertEq('App does not have permission', error.message, other);
      chrome.test.assertEq(0, error.argc, other);
    }
    chrome.test.assertEq(0, await kit.udp.bind(socketId, '127.0.0.1', 0));
    chrome.test.succeed();
  }
]);
