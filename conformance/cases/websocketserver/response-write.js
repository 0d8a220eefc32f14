// @doc      websocketserver.md section 5.1, response
// @promise  write takes several values: strings and bytes as they are, objects as JSON, anything else as text; the type
//           is HTML in UTF-8 unless it is set.
// @member   websocketserver.Response.write websocketserver.Response.writeBuffer websocketserver.Response.contentType
//           websocketserver.Response.charset websocketserver.Response.flush websocketserver.Response.jsonPrettyPrint
// @chromium skip websocketserver is no part of Chromium
async function answer(handler) {
  const server = kit.ws.serve();
  server.httpServer.run(response => { handler(response); });
  return kit.http(server.getLocalIp().port);
}
chrome.test.runTests([
  async function kinds() {
    const {status, text} = await answer(response => {
      response.write('a', kit.bytes('b'), new Uint8Array(kit.bytes('xcx'), 1, 1), {d: [1]}, 5, true);
      response.write('水');
    });
    chrome.test.assertEq([200, 'abc{"d":[1]}5true水'], [status, text]);
    chrome.test.succeed();
  },
  async function nothing() {
    const {status, text} = await answer(() => {});
    chrome.test.assertEq([200, ''], [status, text]);
    chrome.test.succeed();
  },
  async function types() {
    const type = async handler => (await answer(handler)).headers['content-type'].toLowerCase().replace(/[ "]/g, '');
    chrome.test.assertEq('text/html;charset=utf-8', await type(response => response.write('x')));
    const plain = await type(response => { response.contentType = 'text/plain'; response.write('x'); });
    chrome.test.assertEq('text/plain', plain.split(';')[0]);
    chrome.test.succeed();
  },
  async function writeBuffer() {
    chrome.test.assertEq('\x00\xff\x01', (await answer(response => response.writeBuffer(kit.bytes('\x00\xff\x01')))).body);
    chrome.test.assertEq('\x00\xff', (await answer(response => response.writeBuffer(kit.bytes('\x00\xff\x01'), 2))).body);
    chrome.test.succeed();
  },
  async function flushed() {
    chrome.test.assertEq('ab', (await answer(response => { response.write('a'); response.flush(); response.write('b'); })).text);
    chrome.test.succeed();
  },
  async function pretty() {
    const {text} = await answer(response => { response.jsonPrettyPrint = true; response.write({a: {b: 1}}); });
    chrome.test.assertTrue(text.includes('\n'), text);
    chrome.test.assertEq({a: {b: 1}}, JSON.parse(text));
    chrome.test.succeed();
  }
]);
