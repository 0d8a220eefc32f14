// @doc      websocketserver.md section 8, Q20
// @promise  close throws a RangeError for codes that must not be sent: those outside 1000 to 1003, 1007 to 1014 and
//           3000 to 4999.
// @member   websocketserver.close
// @row      Q20
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function ranges() {
    const server = kit.ws.serve(), client = await kit.ws.join(server), {h} = client;
    for (const code of [42, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65536, -1]) {
      let thrown = null;
      try { server.close(h, code, 'no'); } catch (e) { thrown = e; }
      chrome.test.assertTrue(thrown instanceof RangeError, code + ' throws');
    }
    chrome.test.assertEq(true, server.send(h, 'still open'));
    chrome.test.assertEq('still open', await client.next());
    chrome.test.succeed();
  },
  async function legal() {
    const server = kit.ws.serve(), opens = kit.calls(server, 'onOpen');
    for (const code of [1000, 1003, 1007, 1014, 3000, 4999]) {
      const raw = await kit.ws.raw(server.getLocalIp().port), [h] = await opens.next();
      server.close(h, code, 'yes');
      chrome.test.assertEq(kit.ws.closing(code, 'yes'), (await raw.frame()).data);
    }
    chrome.test.succeed();
  }
]);
