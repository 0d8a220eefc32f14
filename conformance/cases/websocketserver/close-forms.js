// @doc      websocketserver.md section 7.3, close; section 8, Q6
// @promise  Without a code the close frame is empty and onClose has 1000 and null; a code goes without a reason; a
//           reason is cut to 123 bytes between characters.
// @member   websocketserver.close websocketserver.onClose
// @row      Q6
// @chromium skip websocketserver is no part of Chromium
async function closed(args) {
  const server = kit.ws.serve(), closes = kit.calls(server, 'onClose');
  server.onOpen = h => server.close(h, ...args);
  const raw = await kit.ws.raw(server.getLocalIp().port), {opcode, data} = await raw.frame();
  chrome.test.assertEq(8, opcode);
  await raw.send(kit.ws.frame(8, data));
  await raw.end();
  return [data, (await closes.next())[1]];
}
chrome.test.runTests([
  async function noCode() {
    for (const args of [[], [undefined, undefined], [null, null]])
      chrome.test.assertEq(['', {code: 1000, reason: null}], await closed(args));
    chrome.test.succeed();
  },
  async function codeOnly() {
    const [data, err] = await closed([4321]);
    chrome.test.assertEq(kit.ws.closing(4321), data);
    chrome.test.assertEq(4321, err.code);
    chrome.test.succeed();
  },
  async function longReason() {
    const [data] = await closed([1000, '水'.repeat(100)]);
    chrome.test.assertEq(kit.ws.closing(1000, '水'.repeat(41)), data);
    chrome.test.succeed();
  }
]);
