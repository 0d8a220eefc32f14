// @doc      websocketserver.md section 5.5
// @promise  _translateMessage sees every whole message before onMessage, with the same object; when it answers
//           something truthy, onMessage is skipped.
// @member   websocketserver._translateMessage websocketserver.onMessage
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function consumesOrChanges() {
    const server = kit.ws.serve(), messages = kit.calls(server, 'onMessage'), client = await kit.ws.open(server.getUrl());
    let last;
    server._translateMessage = (h, msg) => {
      last = msg;
      if (msg.data === 'change') msg.data = 'changed';
      msg.mark = true;
      return {consume: 1, change: '', pass: 0}[msg.data];
    };
    for (const text of ['consume', 'change', 'pass']) client.send(text);
    for (const expected of ['changed', 'pass']) {
      const [, msg] = await messages.next();
      chrome.test.assertEq([expected, true], [msg.data, msg.mark]);
      if (expected === 'pass') chrome.test.assertTrue(msg === last, 'the same object');
    }
    chrome.test.succeed();
  },
  async function joinedFragments() {
    const server = kit.ws.serve(), calls = kit.calls(server, '_translateMessage', () => true);
    const raw = await kit.ws.raw(server.getLocalIp().port);
    await raw.send(kit.ws.frame(1, 'a', {fin: 0}), kit.ws.frame(0, 'b'));
    chrome.test.assertEq('ab', (await calls.next())[1].data);
    chrome.test.succeed();
  }
]);
