// @notest   a question to Chromium, see README.md
// data that arrives when no onReceive listener is there; listeners added late
tcp.onReceive.removeListener; 
main(async () => {
  const got = []; 
  H('no listener at first'); const L0 = i => console.log('EVENT late listener ' + fmt(i) + ' ' + dec(i.data));
  const t = await mk(); await q('tcp', 'connect', t, '127.0.0.1', ARG.peer); await q('tcp', 'send', t, enc('echo\nlost?')); await sleep(150); tcp.onReceive.addListener(L0); await sleep(100); await q('tcp', 'send', t, enc('now')); await sleep(100);
  console.log('(the first echo had ' + evs.length + ' events in the always-on listener)');
  H('listener added in the connect callback'); const u = await mk(); await new Promise(r => tcp.connect(u, '127.0.0.1', ARG.peer, r)); 
  H('write quota: many unsent megabytes'); const h = await peer('hold'); let n = 0, firstErr = null; const w = []; for (let i = 0; i < 30; i++) { w.push(new Promise(r => { const tm = setTimeout(() => r('no callback'), 4000); tcp.send(h, new ArrayBuffer(16 << 20), x => { clearTimeout(tm); r(fmt(x) + ' ' + LE()); }); })); } const rs = await Promise.all(w); const c = {}; rs.forEach((r, i) => { (c[r] ||= []).push(i); }); console.log(JSON.stringify(c));
  H('one 300 MB send'); const k = await peer('sink'); await new Promise(r => { const tm = setTimeout(() => { console.log('no callback'); r(); }, 8000); try { tcp.send(k, new ArrayBuffer(300 << 20), x => { clearTimeout(tm); console.log(fmt(x) + ' ' + LE()); r(); }); } catch (e) { console.log('THROWS ' + e.message); r(); } });
});
