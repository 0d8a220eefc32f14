// @doc      websocketserver.md section 9, S9; section 5.6
// @promise  onClose tells what the client's close frame said: 1005 and null of an empty one, else its code and reason;
//           the frame is answered with the same.
// @member   websocketserver.onClose websocketserver.onClientClosed
// @row      Q5
// @chromium skip websocketserver is no part of Chromium
async function ends(payload, expected) {
  const server = kit.ws.serve(), calls = kit.calls(server, ['onOpen', 'onClose', 'onClientClosed', 'onError']);
  const raw = await kit.ws.raw(server.getLocalIp().port), [h] = await calls.next();
  await raw.send(kit.ws.frame(8, payload));
  chrome.test.assertEq([h, expected], await calls.next());
  chrome.test.assertEq([h], await calls.next());
  chrome.test.assertEq(['onOpen', 'onClose', 'onClientClosed'], calls.names());
  const answer = await raw.frame();
  chrome.test.assertEq([8, payload.slice(0, 2)], [answer.opcode, answer.data.slice(0, 2)]);
  await raw.end();
  chrome.test.succeed();
}
chrome.test.runTests([
  function emptyFrame() { return ends('', {code: 1005, reason: null}); },
  function codeAndReason() { return ends(kit.ws.closing(4001, 'bye'), {code: 4001, reason: 'bye'}); },
  function codeOnly() { return ends(kit.ws.closing(1000), {code: 1000, reason: ''}); },
  function unicodeReason() { return ends(kit.ws.closing(3000, '再见'), {code: 3000, reason: '再见'}); }
]);
