package runtime_test

import (
	"fmt"
	"math/rand/v2"
	goruntime "runtime"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime"
)

// neighbours are two realms on one loop, each with a global other: the other's
// global object.
func neighbours(t testing.TB) (*runtime.Membrane, *host, *host) {
	t.Helper()
	here := newHost(t)
	there := &host{loop: here.loop}
	there.Runtime = runtime.New(here.loop, runtime.Options{Console: func(_ runtime.Level, text string) { there.printed = append(there.printed, text) }})
	t.Cleanup(there.Close)
	m := runtime.NewMembrane()
	here.VM().Set("other", m.Wrap(there.VM().GlobalObject(), there.Runtime, here.Runtime))
	there.VM().Set("other", m.Wrap(here.VM().GlobalObject(), here.Runtime, there.Runtime))
	return m, here, there
}

// TestMembrane lists what a script sees of another realm, whose global object
// is other. The script of the other realm runs first.
func TestMembrane(t *testing.T) {
	for name, c := range map[string]struct{ there, here, want string }{
		"primitives":         {`var a = [1, 'x', true, null, undefined, 10n, NaN]`, `other.a.map(String).join()`, `1,x,true,null,undefined,10,NaN`},
		"symbols":            {`var s = Symbol.for('k'); var o = {[s]: 1, [Symbol.iterator]: function* () { yield 7; }}`, `[other.o[Symbol.for('k')], ...other.o].join()`, `1,7`},
		"identity":           {`var o = {p: {}}; o.self = o`, `[other.o === other.o, other.o.self === other.o, other.o.p === other.o].join()`, `true,true,false`},
		"home again":         {`var kept; function keep(v) { kept = v }`, `var mine = {}; other.keep(mine); [other.kept === mine, other.other === globalThis].join()`, `true,true`},
		"set":                {`var o = {}`, `other.o.x = [1, 2]; other.o.x.push(3); JSON.stringify(other.o)`, `{"x":[1,2,3]}`},
		"globals":            {`function f() { return g() } var g = () => 1`, `other.g = () => 2; other.f()`, `2`},
		"typeof":             {`var o = {}, f = () => {}, C = class {}, d = new Date()`, `[typeof other.o, typeof other.f, typeof other.C, typeof other.d].join()`, `object,function,function,object`},
		"arrays":             {`var a = [3, 1, 2]`, `[Array.isArray(other.a), other.a.length, [...other.a].sort().join('')].join()`, `true,3,123`},
		"keys":               {`var o = {b: 1, a: 2, [Symbol()]: 3}; Object.defineProperty(o, 'hidden', {value: 4})`, `var f = []; for (var k in other.o) f.push(k); [Object.keys(other.o), f, 'hidden' in other.o, Object.getOwnPropertyNames(other.o)].join('|')`, `b,a|b,a|true|b,a,hidden`},
		"function keys":      {`function f(a, b) {} f.x = 1; var C = class {}`, `[Object.keys(other.f), other.f.length, other.f.name, Reflect.ownKeys(other.f).length > 2, Object.getOwnPropertyNames(other.C).length > 1].join('|')`, `x|2|f|true|true`},
		"array descriptors":  {`var a = [1]`, `[Reflect.ownKeys(other.a), Object.getOwnPropertyDescriptor(other.a, 'length').value].join('|')`, `0,length|1`},
		"delete":             {`var o = {a: 1, b: 2}`, `delete other.o.a; JSON.stringify([other.o, 'a' in other.o])`, `[{"b":2},false]`},
		"descriptor":         {`var o = {get x() { return 5 }, y: 1}`, `var d = Object.getOwnPropertyDescriptor(other.o, 'x'); [typeof d.get, d.set, d.enumerable, d.get.call(other.o), Object.getOwnPropertyDescriptor(other.o, 'z')].join()`, `function,,true,5,`},
		"define":             {`var o = {}`, `Object.defineProperty(other.o, 'x', {get: () => 9, configurable: true}); [other.o.x, Object.keys(other.o).length].join()`, `9,0`},
		"freeze":             {`var o = {a: 1}`, `try { Object.freeze(other.o) } catch (e) { e instanceof TypeError }`, `true`},
		"this":               {`var o = {n: 4, f() { return this.n + this.same(this) }, same(x) { return x === o ? 1 : 0 }}`, `other.o.f()`, `5`},
		"constructor":        {`var P = class { constructor(x) { this.x = x } get double() { return this.x * 2 } static s() { return 's' } }`, `var p = new other.P(4); [p.double, p instanceof other.P, p.constructor === other.P, other.P.s(), p instanceof Object].join()`, `8,true,true,s,false`},
		"no constructor":     {`var f = () => {}`, `try { new other.f() } catch (e) { e instanceof TypeError }`, `true`},
		"inheritance":        {`var P = class { hi() { return 'hi ' + this.n } }`, `class Q extends other.P { get n() { return 1 } } new Q().hi()`, `hi 1`},
		"prototype":          {`var o = {x: 1}`, `var mine = Object.create(other.o); mine.y = 2; mine.x = 3; [mine.x, mine.y, other.o.x, 'y' in other.o].join()`, `3,2,1,false`},
		"exceptions":         {`function fail() { throw new RangeError('too far') }`, `try { other.fail() } catch (e) { [e.name, e.message, e instanceof other.RangeError, e instanceof RangeError, e.stack.includes('fail')].join() }`, `RangeError,too far,true,false,true`},
		"exceptions back":    {`function call(f) { try { f() } catch (e) { return e } }`, `var mine = new Error('m'); other.call(() => { throw mine }) === mine`, `true`},
		"thrown primitive":   {`function fail() { throw 'text' }`, `try { other.fail() } catch (e) { e }`, `text`},
		"internal slots":     {`var d = new Date(5), m = new Map([[1, 'one']]), s = new Set([1]), r = /a(b)/`, `[other.d.getTime(), other.m.get(1), other.m.size, [...other.s].join(), other.r.exec('ab')[1], other.r.test('x')].join()`, `5,one,1,1,b,false`},
		"callbacks":          {`function each(a, f) { return a.map(f) }`, `other.each([1, 2], x => ({v: x})).map(o => o.v).join()`, `1,2`},
		"buffers":            {`var b = new ArrayBuffer(4); new Uint8Array(b)[0] = 7`, `var v = new Uint8Array(other.b); v[1] = 8; [other.b instanceof ArrayBuffer, other.b.byteLength, v[0], other.b === other.b, other.eval('new Uint8Array(b)[1]')].join()`, `true,4,7,true,8`},
		"buffers back":       {`var kept; function keep(b) { kept = b; return b instanceof ArrayBuffer }`, `var b = new ArrayBuffer(2); [other.keep(b), other.kept === b].join()`, `true,true`},
		"views":              {`var u = new Uint8Array([1, 2, 3, 4]).subarray(1, 3), d = new DataView(new ArrayBuffer(8), 2, 4), f = new Float64Array([1.5])`, `[other.u instanceof Uint8Array, other.u.length, other.u[0], other.u.byteOffset, other.d instanceof DataView, other.d.byteLength, other.d.byteOffset, other.f[0]].join()`, `true,2,2,1,true,4,2,1.5`},
		"toString":           {`var o = {}, f = function () {}, a = []`, `[other.o, other.f, other.a].map(x => Object.prototype.toString.call(x)).join()`, `[object Object],[object Function],[object Array]`},
		"json":               {`var o = {a: [1, {b: null}], toJSON2: 1}; var d = new Date(0)`, `JSON.stringify([other.o, other.d])`, `[{"a":[1,{"b":null}],"toJSON2":1},"1970-01-01T00:00:00.000Z"]`},
		"proxies of scripts": {`var p = new Proxy({}, {get: (t, k) => 'got ' + String(k)})`, `other.p.thing`, `got thing`},
		"getters that throw": {`var o = {get x() { throw new Error('no') }}`, `try { other.o.x } catch (e) { e.message }`, `no`},
		"spread":             {`var o = {a: 1, b: 2}, a = [1, 2]`, `JSON.stringify([{...other.o}, [...other.a], Object.assign({}, other.o)])`, `[{"a":1,"b":2},[1,2],{"a":1,"b":2}]`},
		"eval":               {`var x = 'there'`, `var x = 'here'; other.eval('x')`, `there`},
	} {
		t.Run(name, func(t *testing.T) {
			_, here, there := neighbours(t)
			there.run(t, c.there)
			v, err := here.VM().RunString(c.here)
			require.NoError(t, err)
			require.Equal(t, c.want, v.String())
		})
	}
}

// Promises of another realm can be awaited, and their microtasks run.
func TestMembranePromises(t *testing.T) {
	_, here, there := neighbours(t)
	there.run(t, `var settle, p = new Promise(r => { settle = r }); async function slow(x) { await null; return {got: await x} }`)
	here.run(t, `
		(async function () { out('p', (await other.p).v) })();
		other.slow(Promise.resolve(4)).then(r => out('slow', r.got));
		other.slow(Promise.reject(new Error('bad'))).catch(e => out('bad', e.message, e instanceof Error));
		other.settle({v: 3});`)
	require.ElementsMatch(t, []string{"p 3", "slow 4", "bad bad true"}, here.outs)
	require.Empty(t, here.printed)
	require.Empty(t, there.printed)
}

// What is left of a closed realm is dead, and harms nobody.
func TestMembraneDeadRealm(t *testing.T) {
	m, here, there := neighbours(t)
	there.run(t, `var o = {f() {}}, b = new ArrayBuffer(2); function hold(x) { other.held = x }`)
	here.run(t, `var o = other.o, f = o.f, b = other.b; other.hold({mine: 1})`)
	there.Close()
	for _, forgotten := range []bool{false, true} {
		for _, use := range []string{`o.x`, `o.x = 1`, `f()`, `Object.keys(o)`, `'x' in o`, `delete o.x`, `other.o`, `new other.Object()`, `Object.getPrototypeOf(o)`, `JSON.stringify(o)`} {
			v, err := here.VM().RunString(`try { ` + use + `; 'alive' } catch (e) { e instanceof TypeError && e.message }`)
			require.NoError(t, err)
			require.Equal(t, "the page has been closed", v.String(), "%v %v", use, forgotten)
		}
		v, err := here.VM().RunString(`[typeof o, typeof f, b.byteLength, held.mine].join()`)
		require.NoError(t, err)
		require.Equal(t, "object,function,2,1", v.String())
		m.Forget(there.Runtime)
	}
}

// An interrupt and a runaway recursion come out of the other realm as what they
// are.
func TestMembraneInterrupts(t *testing.T) {
	_, here, there := neighbours(t)
	there.run(t, `function loop() { for (;;) other.tick() } function deep(f) { return f(deep) }`)
	here.VM().Set("tick", func(goja.FunctionCall) goja.Value { there.Interrupt("enough"); return nil })
	err := here.RunScript("app.js", `try { other.loop() } catch (e) { out('caught') }`)
	require.ErrorContains(t, err, "enough")
	require.Empty(t, here.outs)
	there.VM().ClearInterrupt()
	err = here.RunScript("app.js", `function again(f) { return f(again) } other.deep(again)`)
	require.ErrorContains(t, err, "Maximum call stack")
	here.run(t, `out(typeof other.loop)`)
	require.Equal(t, "function", here.out())
}

// Three realms: what passes through the middle one stays itself.
func TestMembraneThreeRealms(t *testing.T) {
	m, here, there := neighbours(t)
	third := runtime.New(here.loop, runtime.Options{})
	defer third.Close()
	there.VM().Set("third", m.Wrap(third.VM().GlobalObject(), third, there.Runtime))
	here.VM().Set("third", m.Wrap(third.VM().GlobalObject(), third, here.Runtime))
	_, err := third.VM().RunString(`var o = {x: 1}`)
	require.NoError(t, err)
	here.run(t, `var mine = {}; other.eval('(v => { third.kept = v; })')(mine); out(other.third.o === third.o, third.kept === mine, other.third.o.x)`)
	require.Equal(t, "true true 1", here.out())
}

// Proxies that nobody uses are collected.
func TestMembraneForgets(t *testing.T) {
	_, here, there := neighbours(t)
	there.run(t, `function make() { return {data: new Array(1000).fill(1)} }`)
	here.run(t, `for (var i = 0; i < 200; i++) other.make()`)
	before := heap()
	here.run(t, `for (var i = 0; i < 3000; i++) other.make()`)
	require.Less(t, heap(), before+20<<20)
}

func heap() uint64 {
	var stats goruntime.MemStats
	goruntime.GC()
	goruntime.GC()
	goruntime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// operations are done to the same graph of objects directly and through the
// membrane; the outcome must be the same.
const operations = `
	function build(Object, Array, Map, Date) {
		var a = {n: 1, list: [1, {deep: true}], get sum() { return this.n + this.list.length }, add(x) { this.n += x; return this }};
		a.self = a; a.fn = function (x) { return {x: x, own: this === a} }; a.Class = class { constructor(v) { this.v = v } twice() { return this.v * 2 } };
		a.date = new Date(1000); a.map = new Map([['k', a]]); a[Symbol.for('s')] = 'sym'; a.bytes = new Uint8Array([1, 2, 3]);
		return a;
	}
	function show(v, depth) {
		depth = depth || 0;
		if (typeof v === 'function') return 'f';
		if (v === null || typeof v !== 'object') return String(v);
		if (depth > 3) return '…';
		if (Array.isArray(v)) return '[' + Array.prototype.map.call(v, x => show(x, depth + 1)) + ']';
		if (v instanceof Uint8Array) return 'u8(' + Array.from(v) + ')';
		return '{' + Object.keys(v).map(k => k + ':' + show(v[k], depth + 1)) + '}';
	}
	var steps = [
		o => o.n, o => o.sum, o => o.add(2) === o, o => o.self.self.n, o => o.list.push(o.n), o => o.list.pop(), o => o.list.length = Math.min(1, o.list.length), o => show(o.list.map(x => x)),
		o => o.fn(o.list).own, o => show(o.fn([1]).x), o => new o.Class(3).twice(), o => new o.Class(o).v === o, o => o.date.getTime(), o => o.map.get('k') === o,
		o => o.map.set('m' + o.n, [o.n]).size, o => o[Symbol.for('s')], o => o.bytes[1] = o.n, o => show(o.bytes), o => delete o.extra, o => o.extra = {a: [o.n]},
		o => 'extra' in o, o => Object.keys(o).join(), o => show(o), o => JSON.stringify(o.list), o => { try { o.nope() } catch (e) { return e.name } },
		o => Object.getOwnPropertyDescriptor(o, 'sum') && typeof Object.getOwnPropertyDescriptor(o, 'sum').get, o => { var k = []; for (var x in o) k.push(x); return k.join() },
		o => Object.prototype.hasOwnProperty.call(o, 'n'), o => o.list.indexOf(o.list[0]), o => [...o.list].length, o => o.list = [o.n, [o.n]], o => o.list.concat([1]).length,
		o => Reflect.ownKeys(o).length, o => typeof o.fn + typeof o, o => o.fn.call({}, 1).own, o => o.list.sort().join(), o => o.n = o.n % 7,
	];`

// runSteps does the steps to an object of this realm, or of the other.
func runSteps(t testing.TB, steps []byte, foreign bool) string {
	t.Helper()
	_, here, there := neighbours(t)
	for _, h := range []*host{here, there} {
		require.NoError(t, h.RunScript("operations.js", operations))
	}
	here.run(t, `var object = `+map[bool]string{true: "other.", false: ""}[foreign]+`build(Object, Array, Map, Date)`)
	run, _ := goja.AssertFunction(here.VM().Get("eval"))
	var log []string
	for _, step := range steps {
		v, err := run(goja.Undefined(), here.VM().ToValue(fmt.Sprintf(`(function () { try { return show(steps[%d %% steps.length](object)) } catch (e) { return 'threw ' + e.name } })()`, step)))
		require.NoError(t, err)
		log = append(log, v.String())
	}
	return strings.Join(log, "\n")
}

func TestMembraneIsTransparent(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 40 {
		steps := make([]byte, 60)
		for i := range steps {
			steps[i] = byte(random.IntN(256))
		}
		require.Equal(t, runSteps(t, steps, false), runSteps(t, steps, true))
	}
}

func FuzzMembrane(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
	f.Fuzz(func(t *testing.T, steps []byte) {
		if len(steps) > 200 {
			return
		}
		if direct, through := runSteps(t, steps, false), runSteps(t, steps, true); direct != through {
			t.Errorf("%v\ndirect:\n%s\nthrough:\n%s", steps, direct, through)
		}
	})
}
