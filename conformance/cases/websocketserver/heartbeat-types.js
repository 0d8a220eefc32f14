// @doc      websocketserver.md section 9, S8; section 5.8
// @promise  The heartbeat type is the opcode of the frame: 10 is a pong nobody asked for, 1 a message that the client
//           sees, and the data may be a buffer.
// @member   websocketserver.heartbeatType websocketserver.heartbeatData
// @chromium skip websocketserver is no part of Chromium
chrome.test.runTests([
  async function pong() {
    const server = kit.ws.serve({heartbeatInterval: 0.1, heartbeatData: 'alive', heartbeatType: 10});
    const {opcode, data} = await (await kit.ws.raw(server.getLocalIp().port)).frame();
    chrome.test.assertEq([10, 'alive'], [opcode, data]);
    chrome.test.succeed();
  },
  async function text() {
    const server = kit.ws.serve({heartbeatInterval: 0.1, heartbeatData: '{"beat":1}', heartbeatType: 1});
    const client = await kit.ws.open(server.getUrl());
    chrome.test.assertEq('{"beat":1}', await client.next());
    chrome.test.succeed();
  },
  async function buffer() {
    const server = kit.ws.serve({heartbeatInterval: 0.1, heartbeatData: kit.bytes('\x00\xff'), heartbeatType: 2});
    const client = await kit.ws.open(server.getUrl());
    chrome.test.assertEq(kit.bytes('\x00\xff'), await client.next());
    chrome.test.succeed();
  }
]);
