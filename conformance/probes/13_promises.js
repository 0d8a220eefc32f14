// @notest   a question to Chromium, see README.md
main(async () => {
  const s = await listening(); const t = await mk(); const u = (await q('udp', 'create', {})).socketId;
  const A = {tcp: {create: [{}], update: [t, {}], setPaused: [t, false], connect: [t, '127.0.0.1', s.port], setKeepAlive: [t, true], setNoDelay: [t, true], send: [t, enc('x')], getInfo: [t], getSockets: [], secure: [t], disconnect: [t], close: [t]},
    srv: {create: [{}], update: [s.id, {}], setPaused: [s.id, false], listen: [s.id, '127.0.0.1', 0], getInfo: [s.id], getSockets: [], disconnect: [s.id], close: [s.id]},
    udp: {create: [{}], update: [u, {}], setPaused: [u, false], bind: [u, '127.0.0.1', 0], send: [u, enc('x'), '127.0.0.1', 9], setBroadcast: [u, true], setMulticastTimeToLive: [u, 1], setMulticastLoopbackMode: [u, true], joinGroup: [u, '224.0.0.1'], leaveGroup: [u, '224.0.0.1'], getJoinedGroups: [u], getInfo: [u], getSockets: [], close: [u]}};
  for (const ns in A) for (const m in A[ns]) {
    try { const r = NS[ns][m](...A[ns][m]); const k = Object.prototype.toString.call(r); if (r && r.then) { let n = 0; await r.then((...a) => console.log(`${ns}.${m} without callback: ${k} resolves with ${fmt(a[0])}`), e => console.log(`${ns}.${m} without callback: ${k} rejects ${e.name}: ${e.message}`)); } else console.log(`${ns}.${m} without callback: returns ${fmt(r)}`); } catch (e) { console.log(`${ns}.${m} without callback: THROWS ${e.name}: ${e.message}`); }
    await sleep(30);
  }
});
