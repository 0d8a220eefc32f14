// @doc      websocketserver.md section 9, S11; section 4.6
// @promise  sendData sends one frame as it is told; a message in pieces arrives as one.
// @member   websocketserver.sendData
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function inTwoPieces() {
    const server = kit.ws.serve({onOpen(h) {
      chrome.test.assertEq([true, true], [server.sendData(h, 'Hel', 1, 0), server.sendData(h, 'lo', 0, 1)]);
    }});
    chrome.test.assertEq('Hello', await (await kit.ws.open(server.getUrl())).next());
    const raw = await kit.ws.raw(server.getLocalIp().port), frames = [await raw.frame(), await raw.frame()];
    chrome.test.assertEq([[0, 1, 'Hel'], [1, 0, 'lo']], frames.map(f => [f.fin, f.opcode, f.data]));
    chrome.test.succeed();
  }
]);
