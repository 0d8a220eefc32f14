// @notest   a question to Chromium, see README.md
main(async () => {
  const s = await listening(); const s6 = await listening('::1');
  H('refused'); let t = await mk(); await call('tcp', 'connect', t, '127.0.0.1', 1); await call('tcp', 'getInfo', t); await call('tcp', 'connect', t, '127.0.0.1', s.port); await call('tcp', 'getInfo', t);
  H('connect again while connected'); await call('tcp', 'connect', t, '127.0.0.1', s.port); await call('tcp', 'getInfo', t);
  H('two connects at once on one socket'); t = await mk(); await Promise.all([call('tcp', 'connect', t, '127.0.0.1', s.port), call('tcp', 'connect', t, '127.0.0.1', s.port)]); await call('tcp', 'getInfo', t);
  H('close while connecting'); t = await mk(); await Promise.all([call('tcp', 'connect', t, '127.0.0.1', s.port), call('tcp', 'close', t)]);
  H('disconnect while connecting'); t = await mk(); await Promise.all([call('tcp', 'connect', t, '127.0.0.1', s.port), call('tcp', 'disconnect', t)]); await call('tcp', 'getInfo', t);
  H('connect + close while connecting to a blackhole-like refused port'); t = await mk(); await Promise.all([call('tcp', 'connect', t, '127.0.0.1', 1), call('tcp', 'close', t)]);
  H('addresses (server on 127.0.0.1)');
  for (const a of ['localhost', 'LOCALHOST', '127.0.0.1', '127.0.0.2', '127.1', '0x7f.0.0.1', '2130706433', '0.0.0.0', '[127.0.0.1]', ' 127.0.0.1', '127.0.0.1:80', '256.1.1.1', '', '::1', '[::1]', '::', '::ffff:127.0.0.1', 'nonexistent.invalid', 'a b', 'foo_bar.invalid', '*', '127.0.0.1\u0000', 'localhost.', 'sub.localhost']) {
    t = await mk(); const r = await call('tcp', 'connect', t, a, s.port); if (r === 0) console.log('   info ' + fmt(await q('tcp', 'getInfo', t))); await q('tcp', 'close', t);
  }
  H('addresses (server on ::1)');
  for (const a of ['::1', '[::1]', 'localhost', '0:0:0:0:0:0:0:1', '::', '127.0.0.1', '::1%lo', '::1%1']) { t = await mk(); const r = await call('tcp', 'connect', t, a, s6.port); if (r === 0) console.log('   info ' + fmt(await q('tcp', 'getInfo', t))); await q('tcp', 'close', t); }
  H('dnsQueryType');
  for (const [a, p] of [['localhost', s.port], ['localhost', s6.port], ['127.0.0.1', s.port], ['::1', s6.port]]) for (const d of ['any', 'ipv4', 'ipv6']) { t = await mk(); await call('tcp', 'connect', t, a, p, d); await q('tcp', 'close', t); }
  H('ports'); for (const p of [0, -1, 65535, 65536, 65537 + s.port - 1, 2147483647, -2147483648]) { t = await mk(); await call('tcp', 'connect', t, '127.0.0.1', p); }
  H('info of accepted sockets'); await sleep(100); console.log('accepted ' + evs.filter(e => e.name === 'tcpServer.onAccept').length + ' errors ' + evs.filter(e => e.name !== 'tcpServer.onAccept').map(e => e.name + fmt(e.i)).join());
});
