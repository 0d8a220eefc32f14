// @notest   a question to Chromium, see README.md
main(async () => {
  logEvents = true; let t;
  H('FIN after data'); t = await peer('fin data'); await sleep(200); await call('tcp', 'getInfo', t); await call('tcp', 'disconnect', t); await call('tcp', 'getInfo', t);
  H('setPaused(false) after the error: does it report again?'); t = await peer('fin'); await sleep(200); await call('tcp', 'getInfo', t); await call('tcp', 'setPaused', t, false); await sleep(100); await call('tcp', 'getInfo', t); await call('tcp', 'setPaused', t, false); await sleep(100); await call('tcp', 'close', t); await sleep(50);
  H('RST'); t = await peer('rst 50'); await sleep(200); await call('tcp', 'getInfo', t); await call('tcp', 'setPaused', t, false); await sleep(100); await call('tcp', 'close', t);
  H('data then RST'); t = await peer('sendrst payload'); await sleep(200); await call('tcp', 'getInfo', t);
  H('local disconnect with a pending read'); t = await peer('watch'); await sleep(50); await call('tcp', 'disconnect', t); await sleep(150); await call('tcp', 'getInfo', t); await call('tcp', 'setPaused', t, true); await call('tcp', 'setPaused', t, false); await sleep(100);
  H('local close with a pending read'); t = await peer('watch'); await sleep(50); await call('tcp', 'close', t); await sleep(150);
  H('local close while paused'); t = await peer('watch'); await q('tcp', 'setPaused', t, true); await sleep(50); await call('tcp', 'close', t); await sleep(150);
  H('local close with data unread (paused): RST or FIN to the peer?'); { const s = await listening(); const n0 = evs.length; const c = await peer('dial ' + s.port + ' watch'); await sleep(150); const a = evs.filter(e => e.name === 'tcpServer.onAccept').pop().i.clientSocketId; await call('tcp', 'send', a, enc('one')); await sleep(50); await call('tcp', 'close', a); await sleep(150); await q('srv', 'close', s.id); }
  { const s = await listening(); const c = await peer('dial ' + s.port + ' send unread-data'); await sleep(150); const a = evs.filter(e => e.name === 'tcpServer.onAccept').pop().i.clientSocketId; console.log('accepted, paused with unread data'); await call('tcp', 'close', a); await sleep(150); }
  H('disconnect of accepted socket'); { const s = await listening(); await peer('dial ' + s.port + ' watch'); await sleep(150); const a = evs.filter(e => e.name === 'tcpServer.onAccept').pop().i.clientSocketId; await call('tcp', 'setPaused', a, false); await call('tcp', 'disconnect', a); await sleep(150); await call('tcp', 'getInfo', a); }
  H('peer FIN while client paused, then resume'); t = await peer('sendfin abc', {}); await q('tcp', 'setPaused', t, true); await sleep(200); await call('tcp', 'getInfo', t); await call('tcp', 'setPaused', t, false); await sleep(100); await call('tcp', 'getInfo', t);
  H('RST 10 times, on a reading socket: which code?'); logEvents = false; { const n0 = evs.length; for (let i = 0; i < 10; i++) { await peer('rst 5'); await sleep(40); } console.log(JSON.stringify(evs.slice(n0).map(e => e.name + ':' + e.i.resultCode))); }
  H('RST while sending'); { const n0 = evs.length; t = await peer('rst 30'); const rs = []; for (let i = 0; i < 20; i++) { rs.push(fmt(await q('tcp', 'send', t, new ArrayBuffer(100000)))); } console.log(rs.join(' ')); await sleep(100); console.log(JSON.stringify(evs.slice(n0).map(e => e.name + ':' + e.i.resultCode))); } logEvents = true;
  H('disconnect without having connected'); t = await mk(); await call('tcp', 'disconnect', t); await call('tcp', 'close', t); await sleep(50);
});
