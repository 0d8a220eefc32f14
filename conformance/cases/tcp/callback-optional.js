// @doc      chrome.sockets.tcp reference
// @promise  update, setPaused, disconnect and close do their work without a callback, or with null for it.
// @member   sockets.tcp.update sockets.tcp.setPaused sockets.tcp.disconnect sockets.tcp.close
chrome.test.runTests([
  async function withoutCallback() {
    const tcp = chrome.sockets.tcp, pair = await kit.pair();
    tcp.update(pair.client, {name: 'n'});
    tcp.setPaused(pair.client, true, null);
    let info = await kit.tcp.getInfo(pair.client);
    chrome.test.assertEq(['n', true, true], [info.name, info.paused, info.connected]);
    tcp.disconnect(pair.client, undefined);
    info = await kit.tcp.getInfo(pair.client);
    chrome.test.assertEq(false, info.connected);
    tcp.close(pair.client);
    chrome.test.assertEq('Socket not found', (await kit.failure(kit.tcp.getInfo(pair.client))).message);
    chrome.test.succeed();
  }
]);
