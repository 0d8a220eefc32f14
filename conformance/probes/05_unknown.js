// @notest   a question to Chromium, see README.md
main(async () => {
  const A = {tcp: {update: [{}], setPaused: [true], setKeepAlive: [true], setNoDelay: [true], connect: ['127.0.0.1', 1], disconnect: [], secure: [], send: [enc('x')], close: [], getInfo: []},
    srv: {update: [{}], setPaused: [true], listen: ['127.0.0.1', 0], disconnect: [], close: [], getInfo: []},
    udp: {update: [{}], setPaused: [true], bind: ['127.0.0.1', 0], send: [enc('x'), '127.0.0.1', 1], close: [], getInfo: [], joinGroup: ['224.0.0.1'], leaveGroup: ['224.0.0.1'], setMulticastTimeToLive: [1], setMulticastLoopbackMode: [true], getJoinedGroups: [], setBroadcast: [true]}};
  for (const id of [99999, 0, -1]) for (const ns in A) for (const m in A[ns]) await call(ns, m, id, ...A[ns][m]);
  H('after close'); const t = await mk(), s = await mks(); await call('tcp', 'close', t); await call('srv', 'close', s); await call('tcp', 'close', t); await call('srv', 'close', s); await call('tcp', 'getInfo', t);
  H('the same with promises (no callback)');
  for (const ns in A) for (const m in A[ns]) { try { const r = NS[ns][m](99999, ...A[ns][m]); console.log(`${ns}.${m} returned ` + Object.prototype.toString.call(r)); if (r && r.then) await r.then(v => console.log('   resolved ' + fmt(v)), e => console.log('   rejected ' + Object.prototype.toString.call(e) + ' ' + e.name + ': ' + e.message + ' ' + fmt(e))); } catch (e) { console.log(`${ns}.${m} THROWS ${e.message}`); } await sleep(20); }
  H('unchecked lastError with a callback that does not read it'); tcp.getInfo(99999, () => {}); await sleep(50);
  H('lastError object'); await new Promise(r => tcp.getInfo(99999, () => { const e = chrome.runtime.lastError; console.log(Object.prototype.toString.call(e) + ' instanceof Error ' + (e instanceof Error) + ' keys ' + Object.keys(e) + ' own ' + Object.getOwnPropertyNames(e) + ' str ' + String(e) + ' json ' + JSON.stringify(e)); Promise.resolve().then(() => console.log('in microtask: ' + fmt(chrome.runtime.lastError))); setTimeout(() => { console.log('in timeout: ' + fmt(chrome.runtime.lastError)); r(); }, 0); }));
});
