// @doc      websocketserver.md section 4.6
// @promise  The opcode of sendData is 1 unless given, whatever the data; control frames and reserved bits go out as
//           told, never masked.
// @member   websocketserver.sendData
// @chromium skip websocketserver is no part of Chromium
async function sent(...args) {
  const server = kit.ws.serve({onOpen(h) { chrome.test.assertEq(true, server.sendData(h, ...args)); }});
  const {fin, rsv1, rsv2, rsv3, opcode, masked, data} = await (await kit.ws.raw(server.getLocalIp().port)).frame();
  return [fin, rsv1, rsv2, rsv3, opcode, masked, data];
}
chrome.test.runTests([
  async function frames() {
    chrome.test.assertEq([1, 0, 0, 0, 1, 0, 'text'], await sent('text'));
    chrome.test.assertEq([1, 0, 0, 0, 1, 0, 'bytes'], await sent(kit.bytes('bytes')));
    chrome.test.assertEq([1, 0, 0, 0, 2, 0, kit.utf8('é')], await sent('é', 2));
    chrome.test.assertEq([1, 0, 0, 0, 9, 0, 'x'], await sent('x', 9));
    chrome.test.assertEq([1, 0, 0, 0, 10, 0, ''], await sent('', 10));
    chrome.test.assertEq([0, 1, 0, 0, 1, 0, 'a'], await sent('a', 1, 0, 1));
    chrome.test.assertEq([1, 0, 1, 1, 2, 0, 'a'], await sent('a', 2, 1, 0, 1, 1));
    chrome.test.assertEq([1, 0, 0, 0, 1, 0, 'a'], await sent('a', undefined, null));
    chrome.test.succeed();
  },
  async function shortestLength() {
    for (const [size, length] of [[125, 2], [126, 4], [65535, 4], [65536, 10]]) {
      const server = kit.ws.serve({onOpen(h) { server.sendData(h, 'a'.repeat(size)); }});
      const raw = await kit.ws.raw(server.getLocalIp().port);
      const head = await raw.stream.read(length);
      chrome.test.assertEq(size < 126 ? size : size < 65536 ? 126 : 127, head.charCodeAt(1));
      chrome.test.assertEq('a'.repeat(size), await raw.stream.read(size));
    }
    chrome.test.succeed();
  },
  async function closeByHand() {
    const server = kit.ws.serve(), opens = kit.calls(server, 'onOpen', h => server.sendData(h, kit.bytes('\x03\xe8'), 8));
    const raw = await kit.ws.raw(server.getLocalIp().port), [h] = await opens.next();
    chrome.test.assertEq(8, (await raw.frame()).opcode);
    chrome.test.assertEq(1, server.client(h).wsReadyState, 'only close changes the state');
    chrome.test.succeed();
  }
]);
