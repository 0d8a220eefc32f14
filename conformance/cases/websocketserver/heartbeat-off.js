// @doc      websocketserver.md section 9, S8; section 5.8
// @promise  -1, or any interval at or below 0, is no heartbeat.
// @member   websocketserver.heartbeatInterval
// @chromium skip websocketserver is no part of Chromium
async function silent(interval) {
  const quiet = kit.ws.serve({heartbeatInterval: interval, onMessage: (h, msg) => quiet.send(h, msg.data)});
  const client = await kit.ws.raw(quiet.getLocalIp().port);
  // Another server's heartbeat is the clock.
  const clock = await kit.ws.raw(kit.ws.serve({heartbeatInterval: 0.05}).getLocalIp().port);
  for (let beats = 0; beats < 3; beats++) await clock.frame();
  await client.send(kit.ws.frame(1, 'anything?'));
  chrome.test.assertEq('anything?', (await client.frame()).data);
  chrome.test.succeed();
}
chrome.test.runTests([
  function minusOne() { return silent(-1); },
  function zero() { return silent(0); }
]);
