// @notest   a question to Chromium, see README.md
// For each method: wrong argument counts and types; records the exact exception, else the callback result.
main(async () => {
  const t = await mk(), s = await mks(), u = (await q('udp', 'create', {})).socketId;
  const AB = enc('x'); const cb = function () {};
  const tryit = (ns, m, args) => new Promise(res => {
    const tag = `${ns}.${m}(${args.map(a => short(fmt(a))).join(', ')})`;
    let settled = false; const fin = x => { if (!settled) { settled = true; console.log(tag + ' -> ' + x); res(); } };
    const mine = (...a) => fin(`cb(${a.map(fmt).join(', ')}) lastError=${LE()}`);
    const as = args.map(a => a === cb ? mine : a);
    let r; try { r = NS[ns][m](...as); } catch (e) { return fin(`THROWS ${e.name}: ${e.message}`); }
    if (r && r.then) return r.then(v => fin('promise resolved ' + fmt(v)), e => fin('promise rejected ' + e.name + ': ' + e.message));
    if (!as.includes(mine)) fin('returned ' + fmt(r));
    setTimeout(() => fin('nothing in 300ms'), 300);
  });
  const ids = [undefined, null, '1', 1.5, NaN, Infinity, true, {}, [], -1, 0, 2147483648, 4294967297, 1e300, -0];
  const idMethods = {
    tcp: {update: [{}], setPaused: [true], setKeepAlive: [true], setNoDelay: [true], connect: ['127.0.0.1', 1], disconnect: [], secure: [], send: [AB], close: [], getInfo: []},
    srv: {update: [{}], setPaused: [true], listen: ['127.0.0.1', 0], disconnect: [], close: [], getInfo: []},
    udp: {update: [{}], setPaused: [true], bind: ['127.0.0.1', 0], send: [AB, '127.0.0.1', 1], close: [], getInfo: [], joinGroup: ['224.0.0.1'], leaveGroup: ['224.0.0.1'], setMulticastTimeToLive: [1], setMulticastLoopbackMode: [true], getJoinedGroups: [], setBroadcast: [true]},
  };
  H('no arguments / callback only / too many');
  for (const ns in idMethods) for (const m in idMethods[ns]) {
    await tryit(ns, m, []); await tryit(ns, m, [cb]); await tryit(ns, m, [1, ...idMethods[ns][m], cb, 'extra']);
  }
  for (const ns of ['tcp', 'srv', 'udp']) { await tryit(ns, 'getSockets', []); await tryit(ns, 'getSockets', [1]); await tryit(ns, 'getSockets', [cb, 1]); await tryit(ns, 'getSockets', [null]); }
  H('bad socketId');
  for (const v of ids) { await tryit('tcp', 'getInfo', [v, cb]); }
  for (const v of ['1', null, 1.5, undefined]) { await tryit('tcp', 'connect', [v, '127.0.0.1', 1, cb]); await tryit('tcp', 'send', [v, AB, cb]); await tryit('tcp', 'setKeepAlive', [v, true, cb]); await tryit('srv', 'listen', [v, '127.0.0.1', 0, cb]); await tryit('tcp', 'update', [v, {}, cb]); await tryit('tcp', 'setPaused', [v, true, cb]); }
  H('bad second and later arguments');
  for (const v of [undefined, null, 1, 'yes', {}]) { await tryit('tcp', 'setPaused', [t, v, cb]); await tryit('tcp', 'setNoDelay', [t, v, cb]); await tryit('tcp', 'setKeepAlive', [t, v, cb]); await tryit('srv', 'setPaused', [s, v, cb]); }
  for (const v of [undefined, null, 1.5, '5', -1, 5]) await tryit('tcp', 'setKeepAlive', [t, true, v, cb]);
  for (const v of [undefined, null, 5, 'x', {name: 5}, {bufferSize: 'x'}, {bogus: 1}, []]) { await tryit('tcp', 'update', [t, v, cb]); await tryit('srv', 'update', [s, v, cb]); }
  await tryit('srv', 'update', [s, {bufferSize: 5}, cb]);
  for (const v of [undefined, null, 5, {}, ['127.0.0.1']]) { await tryit('tcp', 'connect', [t, v, 1, cb]); await tryit('srv', 'listen', [s, v, 0, cb]); }
  for (const v of [undefined, null, '80', 1.5, NaN]) { await tryit('tcp', 'connect', [t, '127.0.0.1', v, cb]); await tryit('srv', 'listen', [s, '127.0.0.1', v, cb]); }
  for (const v of [null, undefined, 'any', 'ipv4', 'ipv6', 'bogus', 5]) await tryit('tcp', 'connect', [t, '127.0.0.1', 1, v, cb]);
  for (const v of ['5', 1.5, {}]) await tryit('srv', 'listen', [s, '127.0.0.1', 0, v, cb]);
  for (const v of [undefined, null, 'str', 5, {}, [1, 2], new Uint8Array([1, 2]), new DataView(AB), new Blob(['x']), typeof SharedArrayBuffer === 'undefined' ? 'noSAB' : new SharedArrayBuffer(4)]) { console.log(Object.prototype.toString.call(v)); await tryit('tcp', 'send', [t, v, cb]); await tryit('udp', 'send', [u, v, '127.0.0.1', 9, cb]); }
  for (const v of [null, {}, {tlsVersion: {}}, {tlsVersion: {min: 'tls1.2'}}, {tlsVersion: {min: 'bogus'}}, {tlsVersion: 5}, 5]) await tryit('tcp', 'secure', [t, v, cb]);
  H('unknown method'); try { tcp.bogus(); } catch (e) { console.log(e.name + ': ' + e.message); }
});
