// @notest   a question to Chromium, see README.md
main(async () => {
  H('not connected'); let t = await mk(); await call('tcp', 'send', t, enc('hi')); await call('tcp', 'send', t, new ArrayBuffer(0)); await call('tcp', 'disconnect', t);
  logEvents = true;
  H('echo'); t = await peer('echo'); await call('tcp', 'send', t, enc('hello')); await sleep(100);
  H('zero length'); await call('tcp', 'send', t, new ArrayBuffer(0)); await sleep(50);
  H('typed array view: whole buffer or view?'); await call('tcp', 'send', t, new Uint8Array(enc('abcdef'), 2, 3)); await sleep(50); await call('tcp', 'send', t, new DataView(enc('ABCDEF'), 1, 2)); await sleep(50); await call('tcp', 'send', t, new Uint16Array([0x4142, 0x4344])); await sleep(50);
  H('detached buffer'); const b = enc('zz'); structuredClone(b, {transfer: [b]}); await call('tcp', 'send', t, b); await sleep(50);
  H('mutate after send'); const m = new Uint8Array(enc('original')); const p = call('tcp', 'send', t, m.buffer); m.fill(33); await p; await sleep(50);
  H('two concurrent sends'); await Promise.all([call('tcp', 'send', t, enc('first')), call('tcp', 'send', t, enc('second')), call('tcp', 'send', t, enc('third'))]); await sleep(100);
  logEvents = false;
  H('big sends to a sink'); for (const n of [65536, 1 << 20, 10 << 20, 64 << 20]) { const k = await peer('sink'); const t0 = Date.now(); const r = await call('tcp', 'send', k, new ArrayBuffer(n)); await q('tcp', 'disconnect', k); await sleep(200); }
  H('big send to a peer that does not read'); const h = await peer('hold'); await call('tcp', 'send', h, new ArrayBuffer(1 << 20)); await call('tcp', 'send', h, new ArrayBuffer(16 << 20)); await call('tcp', 'send', h, enc('x'));
  H('three sends queued to a peer that does not read, then close'); const h2 = await peer('hold'); const ps = [1, 2, 3].map(x => call('tcp', 'send', h2, new ArrayBuffer(32 << 20))); await sleep(300); await call('tcp', 'close', h2); await Promise.all(ps);
  H('the same, then disconnect'); const h3 = await peer('hold'); const ps3 = [1, 2].map(x => call('tcp', 'send', h3, new ArrayBuffer(32 << 20))); await sleep(300); await call('tcp', 'disconnect', h3); await Promise.all(ps3);
  await sleep(300);
  logEvents = true;
  H('send after peer FIN'); t = await peer('fin bye'); await sleep(200); await call('tcp', 'send', t, enc('after fin')); await sleep(100); await call('tcp', 'send', t, enc('again')); await sleep(100); await call('tcp', 'send', t, enc('third')); await call('tcp', 'getInfo', t);
  H('send after peer half-close'); t = await peer('half'); await sleep(200); await call('tcp', 'send', t, enc('after half')); await sleep(100); await call('tcp', 'getInfo', t);
  H('send after RST'); t = await peer('rst 50'); await sleep(200); await call('tcp', 'send', t, enc('after rst')); await call('tcp', 'send', t, enc('again')); await call('tcp', 'getInfo', t);
  H('send after disconnect'); t = await peer('echo'); await call('tcp', 'disconnect', t); await call('tcp', 'send', t, enc('x'));
});
