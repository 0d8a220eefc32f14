// @doc      chrome-sockets.md section 6, Permissions; chrome.sockets.udp (schema), send
// @promise  Each send needs a pattern of udp.send that matches its address and port, whatever was sent before.
// @member   manifest.sockets.udp.send sockets.udp.send.address sockets.udp.send.port
// @row      1
// @sockets  {"udp": {"bind": "127.0.0.1", "send": ["127.0.0.1:9", "localhost:9"]}}
chrome.test.runTests([
  async function eachSend() {
    const {socketId} = await kit.udp.create({});
    await kit.udp.bind(socketId, '127.0.0.1', 0);
    const send = (address, port) => kit.udp.send(socketId, kit.bytes('x'), address, port, 'ipv4');
    for (const address of ['127.0.0.1', 'localhost']) {
      chrome.test.assertEq({resultCode: 0, bytesSent: 1}, await send(address, 9));
      const error = await kit.failure(send(address, 10));
      chrome.test.assertEq('App does not have permission', error.message);
      chrome.test.assertEq(0, error.argc);
    }
    chrome.test.assertEq('App does not have permission', (await kit.failure(send('127.1', 9))).message);
    chrome.test.succeed();
  }
]);
