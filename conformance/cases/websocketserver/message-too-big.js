// @doc      websocketserver.md section 7.3
// @promise  A message over the limit, in one frame or in many, ends the connection with 1009, after a text for onError.
// @member   websocketserver.maxMessageBytes websocketserver.onError websocketserver.onClose
// @chromium skip websocketserver is no part of Chromium
async function tooBig(...frames) {
  const server = kit.ws.serve({maxMessageBytes: 1000}), calls = kit.calls(server, ['onError', 'onMessage', 'onClose']);
  const raw = await kit.ws.raw(server.getLocalIp().port);
  await raw.send(kit.ws.frame(2, 'x'.repeat(1000)), ...frames);
  chrome.test.assertEq(1000, (await calls.next())[1].length);
  chrome.test.assertEq('string', typeof (await calls.next())[1]);
  const {opcode, data} = await raw.frame();
  chrome.test.assertEq([8, kit.ws.closing(1009)], [opcode, data.slice(0, 2)]);
  await raw.drop();
  chrome.test.assertEq(1009, (await calls.next())[1].code);
  chrome.test.assertEq(['onMessage', 'onError', 'onClose'], calls.names());
  chrome.test.succeed();
}
chrome.test.runTests([
  function oneFrame() { return tooBig(kit.ws.frame(2, 'x'.repeat(1001))); },
  function announced() { return tooBig('\x82\xff\x00\x00\x00\x7f\xff\xff\xff\xffmask'); },
  function fragments() { return tooBig(kit.ws.frame(2, 'x'.repeat(600), {fin: 0}), kit.ws.frame(0, 'x'.repeat(401))); }
]);
