// @doc      websocketserver.md section 9, S12; section 7.2
// @promise  Numbers, booleans, null and objects are no data: nothing is sent, the answer is null, and onError says so.
// @member   websocketserver.send websocketserver.sendData websocketserver.publish websocketserver.onError
// @row      Q4 Q18
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function notSent() {
    const server = kit.ws.serve(), errors = kit.calls(server, 'onError'), client = await kit.ws.join(server), {h} = client;
    for (const data of [5, true, null, undefined, {}, [1], () => 'x']) {
      chrome.test.assertEq(null, server.send(h, data));
      chrome.test.assertEq(null, server.sendData(h, data));
      chrome.test.assertEq(null, server.publish(data));
      const args = await errors.next(), [handle, text] = args;
      chrome.test.assertEq([2, h], [args.length, handle]);
      chrome.test.assertTrue(/unsupported data type/.test(text), text);
    }
    server.send(h, 'end');
    chrome.test.assertEq('end', await client.next());
    chrome.test.succeed();
  }
]);
