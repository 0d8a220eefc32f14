// @doc      websocketserver.md section 7.3
// @promise  What breaks the protocol ends the connection: a text for onError, then onClose with 1002, or 1007 for bad
//           UTF-8; the client gets a close frame with the code.
// @member   websocketserver.onError websocketserver.onClose websocketserver.onClientClosed
// @chromium skip websocketserver is no part of Chromium
const f = kit.ws.frame;
const broken = {
  unmasked: [f(1, 'x', {mask: ''}), 1002],
  reservedOpcode: [f(3, 'x'), 1002],
  reservedControl: [f(11, 'x'), 1002],
  reservedBit: [f(1, 'x', {rsv1: 1}), 1002],
  longPing: [f(9, 'x'.repeat(126)), 1002],
  fragmentedPing: [f(9, 'x', {fin: 0}), 1002],
  nothingToContinue: [f(0, 'x'), 1002],
  messageInAMessage: [f(1, 'x', {fin: 0}) + f(1, 'y'), 1002],
  badUTF8: [f(1, '\xff\xfe'), 1007],
  badUTF8InFragments: [f(1, '\xe6', {fin: 0}) + f(0, 'x'), 1007],
  closeOfOneByte: [f(8, '\x03'), 1002],
  closeWithIllegalCode: [f(8, kit.ws.closing(1005)), 1002],
  closeWithBadReason: [f(8, kit.ws.closing(1000) + '\xff'), 1007]
};
chrome.test.runTests(Object.keys(broken).map(name => {
  const [frames, code] = broken[name];
  const test = async () => {
    const server = kit.ws.serve(), calls = kit.calls(server, ['onError', 'onMessage', 'onClose', 'onClientClosed']);
    const opens = kit.calls(server, 'onOpen'), raw = await kit.ws.raw(server.getLocalIp().port), [h] = await opens.next();
    await raw.send(frames);
    const [handle, text] = await calls.next();
    chrome.test.assertEq([h, 'string'], [handle, typeof text]);
    const [, err] = await calls.next();
    chrome.test.assertEq(code, err.code);
    await calls.next();
    chrome.test.assertEq(['onError', 'onClose', 'onClientClosed'], calls.names());
    const answer = await raw.frame();
    chrome.test.assertEq([8, kit.ws.closing(code)], [answer.opcode, answer.data.slice(0, 2)]);
    chrome.test.succeed();
  };
  Object.defineProperty(test, 'name', {value: name});
  return test;
}));
