// @notest   a question to Chromium, see README.md
main(async () => {
  for (const ns of ['tcp', 'srv', 'udp']) {
    H(ns + '.create');
    for (const p of [undefined, null, {}, {name: 'n'}, {name: ''}, {persistent: true}, {bufferSize: 1234}, {bufferSize: 0}, {bufferSize: -5}, {bufferSize: 2147483647}, {name: 'x', persistent: true, bufferSize: 9}, {name: undefined, bufferSize: null},
      {bogus: 1}, {name: 5}, {name: null}, {persistent: 1}, {persistent: 'true'}, {bufferSize: '5'}, {bufferSize: 1.5}, {bufferSize: NaN}, {bufferSize: Infinity}, {bufferSize: 2147483648}, {bufferSize: -0}, {bufferSize: 3.0}, 5, 'str', true, [], new Date(0), /x/, () => {}, Object.create({name: 'proto'})]) {
      const r = await call(ns, 'create', p);
      if (r) { const i = await q(ns, 'getInfo', r.socketId); console.log('   info ' + fmt(i)); }
    }
    try { console.log('no args at all: ' + fmt(NS[ns].create())); } catch (e) { console.log('no args at all: THROWS ' + e.name + ': ' + e.message); }
    try { const r = NS[ns].create({}, undefined); console.log('cb undefined: ' + fmt(r) + ' ' + Object.prototype.toString.call(r)); } catch (e) { console.log('cb undefined THROWS ' + e.message); }
    try { const r = NS[ns].create({}, null); console.log('cb null: ' + fmt(r) + ' ' + Object.prototype.toString.call(r)); } catch (e) { console.log('cb null THROWS ' + e.message); }
    try { const r = NS[ns].create({}, 5); console.log('cb 5: ' + fmt(r)); } catch (e) { console.log('cb 5 THROWS ' + e.message); }
    try { const r = NS[ns].create({}, {}); console.log('cb {}: ' + fmt(r)); } catch (e) { console.log('cb {} THROWS ' + e.message); }
    try { const r = NS[ns].create(i => console.log('create(cb) -> ' + fmt(i))); console.log('create(cb) returned ' + fmt(r)); } catch (e) { console.log('create(cb) THROWS ' + e.message); }
    try { const r = NS[ns].create({}, () => {}, 1); console.log('extra arg: ' + fmt(r)); } catch (e) { console.log('extra arg THROWS ' + e.message); }
    await sleep(100);
  }
  H('getter props'); 
  try { const r = await new Promise(r => tcp.create({get name() { return 'got'; }}, r)); console.log(fmt(await q('tcp', 'getInfo', r.socketId))); } catch (e) { console.log('THROWS ' + e.message); }
  try { tcp.create({get name() { throw new Error('boom'); }}, i => console.log('thrower cb ' + fmt(i))); console.log('no throw'); } catch (e) { console.log('throwing getter THROWS ' + e.message); }
  H('this-less call'); const {create} = tcp; try { create({}, i => console.log('detached ' + fmt(i))); } catch (e) { console.log('detached THROWS ' + e.message); }
  await sleep(100);
});
