// @doc      chrome.sockets.tcp reference, secure
// @promise  A connection can begin in plain text and go over to TLS later.
// @member   sockets.tcp.secure sockets.tcp.setPaused
// @row      18
// @needs    tls
chrome.test.runTests([
  async function startTLS() {
    const id = await kit.connect(__config.peers.tls.starttls, {}, 'localhost'), stream = kit.receive(id);
    await kit.tcp.send(id, kit.bytes('HELLO\r\nSTARTTLS\r\n'));
    let line = '';
    while (line !== '220 go ahead\r') line = await stream.line();
    await kit.tcp.setPaused(id, true);
    chrome.test.assertEq(0, await kit.tcp.secure(id));
    await kit.tcp.setPaused(id, false);
    await kit.tcp.send(id, kit.bytes('echo\nsecret'));
    chrome.test.assertEq('secret', await stream.read(6));
    chrome.test.succeed();
  }
]);
