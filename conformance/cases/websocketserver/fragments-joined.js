// @doc      websocketserver.md section 9, S11; section 7.2, msg
// @promise  Without onFragment the fragments of a message come joined, as one onMessage with fin 1 and the type of the
//           first; a ping in between is answered at once.
// @member   websocketserver.onMessage websocketserver.Message.type websocketserver.Message.fin
//           websocketserver.Message.data
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function text() {
    const server = kit.ws.serve(), messages = kit.calls(server, 'onMessage');
    const raw = await kit.ws.raw(server.getLocalIp().port);
    await raw.send(kit.ws.frame(1, 'Hel', {fin: 0}), kit.ws.frame(9, 'between'), kit.ws.frame(0, 'lo'));
    const [, msg] = await messages.next();
    chrome.test.assertEq([1, 1, 'Hello', 5], [msg.type, msg.fin, msg.data, msg.length]);
    const {opcode, data} = await raw.frame();
    chrome.test.assertEq([10, 'between'], [opcode, data]);
    chrome.test.assertEq(1, messages.all.length);
    chrome.test.succeed();
  },
  async function splitCharacter() {
    const server = kit.ws.serve(), messages = kit.calls(server, 'onMessage');
    const raw = await kit.ws.raw(server.getLocalIp().port);
    await raw.send(kit.ws.frame(1, '\xe6', {fin: 0}), kit.ws.frame(0, '\xb0', {fin: 0}), kit.ws.frame(0, '\xb4'));
    chrome.test.assertEq('水', (await messages.next())[1].data);
    chrome.test.succeed();
  },
  async function binary() {
    const server = kit.ws.serve(), messages = kit.calls(server, 'onMessage');
    const raw = await kit.ws.raw(server.getLocalIp().port);
    await raw.send(kit.ws.frame(2, '\x00\x01', {fin: 0}), kit.ws.frame(0, '', {fin: 0}), kit.ws.frame(0, '\xff'));
    const [, msg] = await messages.next();
    chrome.test.assertEq([2, 1, 3], [msg.type, msg.fin, msg.length]);
    chrome.test.assertEq(kit.bytes('\x00\x01\xff'), msg.data);
    chrome.test.succeed();
  }
]);
