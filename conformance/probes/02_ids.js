// @notest   a question to Chromium, see README.md
main(async () => {
  H('ids'); const a = []; for (let i = 0; i < 4; i++) a.push(await mk()); console.log('tcp ' + a.join());
  const b = []; for (let i = 0; i < 3; i++) b.push(await mks()); console.log('srv ' + b.join());
  const c = []; for (let i = 0; i < 3; i++) c.push((await q('udp', 'create', {})).socketId); console.log('udp ' + c.join());
  H('close id 2 and the last, create again: reuse?'); await q('tcp', 'close', a[1]); await q('tcp', 'close', a[3]); console.log('new tcp ' + await mk());
  H('accepted socket id');
  const s = await listening(); const c1 = await mk(); await q('tcp', 'connect', c1, '127.0.0.1', s.port); await sleep(100);
  console.log('server ' + s.id + ' client ' + c1 + ' events ' + evs.map(e => e.name + fmt(e.i)).join());
  console.log('next tcp ' + await mk());
  H('getSockets'); console.log('tcp ' + fmt((await q('tcp', 'getSockets')).map(i => i.socketId))); console.log('srv ' + fmt((await q('srv', 'getSockets')).map(i => i.socketId)));
  await call('tcp', 'getSockets'); await call('srv', 'getSockets'); await call('udp', 'getSockets');
  H('tcp id used in tcpServer and back'); await call('srv', 'getInfo', c1); await call('tcp', 'getInfo', s.id);
});
