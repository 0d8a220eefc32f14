// @doc      docs/websocketserver.md, Servers
// @promise  With compression the server accepts permessage-deflate, and messages arrive as ever; without, or for a
//           client that does not offer it, nothing is negotiated.
// @member   websocketserver.compression
// @chromium skip websocketserver is no part of Chromium
const offer = {headers: {'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits'}};
chrome.test.runTests([
  async function off() {
    const server = new websocketserver();
    chrome.test.assertEq(false, server.compression);
    server.start('127.0.0.1', 0);
    chrome.test.assertFalse('sec-websocket-extensions' in (await kit.ws.raw(server.getLocalIp().port, offer)).headers);
    chrome.test.succeed();
  },
  async function on() {
    const server = kit.ws.serve({compression: true, onMessage: (h, msg) => server.send(h, msg.data)});
    const raw = await kit.ws.raw(server.getLocalIp().port, offer);
    const extensions = raw.headers['sec-websocket-extensions'];
    chrome.test.assertTrue(/^permessage-deflate/.test(extensions), extensions);
    const hello = '\xf2\x48\xcd\xc9\xc9\x07\x00'; // Hello, the example of RFC 7692
    await raw.send(kit.ws.frame(1, hello, {rsv1: 1}), kit.ws.frame(9, 'as it is'));
    const frames = [await raw.frame(), await raw.frame()], pong = frames.find(f => f.opcode === 10);
    const echo = frames.find(f => f.opcode === 1);
    chrome.test.assertEq([0, 'as it is'], [pong.rsv1, pong.data]);
    chrome.test.assertEq(echo.rsv1 === 0, echo.data === 'Hello', 'compressed or not, as the frame says');
    chrome.test.succeed();
  },
  async function notOffered() {
    const server = kit.ws.serve({compression: true, onOpen: h => server.send(h, 'a'.repeat(1000))});
    const raw = await kit.ws.raw(server.getLocalIp().port), {rsv1, data} = await raw.frame();
    chrome.test.assertFalse('sec-websocket-extensions' in raw.headers);
    chrome.test.assertEq([0, 'a'.repeat(1000)], [rsv1, data]);
    chrome.test.succeed();
  }
]);
