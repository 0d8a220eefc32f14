package chrome_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/chrome"
	"github.com/sockhost/sockhost/storage"
)

// onStorage runs a test with a store in memory.
func onStorage(t *testing.T, o storage.Options, test func(b *bench, s *chrome.Storage)) {
	t.Helper()
	onBench(t, func(b *bench) {
		o.Post = b.loop.Post
		store, err := storage.Open(o)
		require.NoError(t, err)
		defer store.Close()
		test(b, chrome.NewStorage(store))
	})
}

// The texts of the tests below were recorded of Chromium.

func TestStorageSurface(t *testing.T) {
	const script = `
		Object.keys(chrome.storage).forEach(function (name) {
			var o = chrome.storage[name], constants = Object.keys(o).filter(function (k) { return typeof o[k] === 'number'; });
			say(name, Object.keys(o).join(), constants.map(function (k) { return o[k]; }).join());
		});
		var local = chrome.storage.local;
		say(Object.getOwnPropertyNames(Object.getPrototypeOf(local)), local.constructor.name, local.get.name, local.get.length);`
	const methods = "get,getKeys,set,remove,clear,getBytesInUse,setAccessLevel,onChanged"
	const sync = "sync " + methods + ",QUOTA_BYTES,QUOTA_BYTES_PER_ITEM,MAX_ITEMS,MAX_WRITE_OPERATIONS_PER_HOUR,MAX_WRITE_OPERATIONS_PER_MINUTE,MAX_SUSTAINED_WRITE_OPERATIONS_PER_MINUTE 102400,8192,512,1800,120,1000000"
	const rest = "managed " + methods + ` ` + `
local ` + methods + `,QUOTA_BYTES 10485760
onChanged addListener,removeListener,hasListener,hasListeners,dispatch ` + `
AccessLevel TRUSTED_AND_UNTRUSTED_CONTEXTS,TRUSTED_CONTEXTS ` + `
["constructor"]  get 0`
	onStorage(t, storage.Options{}, func(b *bench, s *chrome.Storage) {
		b.open("", script, s)
		require.Equal(t, sync+"\n"+rest, strings.Join(b.lines, "\n"))
	})
	onStorage(t, storage.Options{Session: true}, func(b *bench, s *chrome.Storage) {
		b.open("", script, s)
		require.Equal(t, sync+"\nsession "+methods+",QUOTA_BYTES 10485760\n"+rest, strings.Join(b.lines, "\n"))
	})
}

func TestStorageArguments(t *testing.T) {
	onStorage(t, storage.Options{}, func(b *bench, s *chrome.Storage) {
		b.open("", `
			var L = chrome.storage.local, f = function () {};
			[
				function () { L.get(1); }, function () { L.get([1], f); }, function () { L.get('a', 1); }, function () { L.get(f, f); },
				function () { L.get({get a() { throw 1; }}, f); },
				function () { L.set(); }, function () { L.set(null); }, function () { L.set([]); }, function () { L.set(f); },
				function () { L.set({get a() { throw 1; }}, f); },
				function () { L.remove(); }, function () { L.remove([1]); }, function () { L.clear(1); },
				function () { L.getBytesInUse({}); }, function () { L.getKeys(1); },
				function () { L.setAccessLevel({accessLevel: 'x'}); }, function () { L.setAccessLevel({}); },
				function () { L.setAccessLevel({accessLevel: 'TRUSTED_CONTEXTS', b: 1}); },
				function () { var get = L.get; get('a', f); },
			].forEach(try_);
			L.get(undefined, told('undefined'));
			L.get(new Date(0), told('date'));
			L.getBytesInUse(null, told('bytes'));
			L.getKeys(function () { L.setAccessLevel({accessLevel: 'TRUSTED_CONTEXTS'}, told('level')); });`, s)
		get := "TypeError: Error in invocation of storage.get(optional [string|array|object] keys, optional function callback): "
		set := "TypeError: Error in invocation of storage.set(object items, optional function callback): "
		remove := "TypeError: Error in invocation of storage.remove([string|array] keys, optional function callback): "
		level := "TypeError: Error in invocation of storage.setAccessLevel(object accessOptions, optional function callback): Error at parameter 'accessOptions': "
		const none, choice = "No matching signature.", "Error at parameter 'keys': Value did not match any choice."
		b.run(time.Second, strings.Join([]string{
			get + none, get + choice, get + none, get + none, get + choice,
			set + none, set + none, set + none, set + none, set + "Error at parameter 'items': Script threw an error.",
			remove + none, remove + choice,
			"TypeError: Error in invocation of storage.clear(optional function callback): " + none,
			"TypeError: Error in invocation of storage.getBytesInUse(optional [string|array] keys, optional function callback): " + none,
			"TypeError: Error in invocation of storage.getKeys(optional function callback): " + none,
			level + "Error at property 'accessLevel': Value must be one of TRUSTED_AND_UNTRUSTED_CONTEXTS, TRUSTED_CONTEXTS.",
			level + "Missing required property 'accessLevel'.",
			level + "Unexpected property: 'b'.",
			"TypeError: Illegal invocation: Function must be called on an object of type StorageArea",
			"undefined [{}] ok",
			"date [{}] ok",
			"bytes [0] ok",
			"level [] ok",
		}, "\n"))
	})
}

// What values read back as.
func TestStorageValues(t *testing.T) {
	deep := func(n int) string {
		return strings.Repeat(`{"a":`, n-1) + "{}" + strings.Repeat("}", n-1)
	}
	tests := []struct{ value, want string }{
		{`{u: undefined, f() {}, s: Symbol('a'), b: 10n, n: NaN, i: -Infinity}`, `{}`},
		{`{d: new Date(0), r: /x/g, m: new Map([[1, 2]]), e: new Error('x'), b: new Boolean(false), n: new Number(3)}`, `{"b":{},"d":{},"e":{},"m":{},"n":{},"r":{}}`},
		{`{s: new String('abc')}`, `{"s":{"0":"a","1":"b","2":"c"}}`},
		{`{n: null, a: [1, undefined, () => {}, NaN, null, new Date(0), [], {}, 10n]}`, `{"a":[1,null,null,null,null,{},[],{},null],"n":null}`},
		{`{o: {u: undefined, f() {}, n: null, nan: NaN}}`, `{"o":{"n":null}}`},
		{`{t: {toJSON() { return 'J'; }}}`, `{"t":{}}`},
		{`{toJSON() { return {x: 1}; }, y: 2}`, `{"y":2}`},
		{`{k: new (class { constructor() { this.a = 1; } get g() { return 5; } })}`, `{"k":{"a":1}}`},
		{`{z: -0, f: 1.5e300, g: 0.1, h: 1e21, i: 123456789012}`, `{"f":1.5e+300,"g":0.1,"h":1e+21,"i":123456789012,"z":0}`},
		{`{s: 'é\u0000\ud800 <>&\u2028'}`, "{\"s\":\"é\\u0000\uFFFD <>&\u2028\"}"},
		{`(() => { var o = {}; o.c = o; return {c: o}; })()`, `{"c":{"c":null}}`},
		{`(() => { var o = {q: 1}; return {a: o, c: [o, o]}; })()`, `{"a":{"q":1},"c":[{"q":1},{"q":1}]}`},
		{`{a: {get t() { throw new Error('boom'); }}}`, `{"a":{"t":null}}`},
		{`{a: [, 1,, 2]}`, `{"a":[null,1,null,2]}`},
		{`{[Symbol('k')]: 1, a: 1}`, `{"a":1}`},
		{`{__proto__: {inherited: 1}, own: 1}`, `{"own":1}`},
		{`JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}')`, `{"__proto__":{"a":1},"constructor":2}`},
		{`{'': 1, 'a.b': {'c.d': 1}}`, `{"":1,"a.b":{"c.d":1}}`},
		{`{2: 'b', 1: 'a', x: {2: 'b', 1: 'a', z: 1, a: 2}}`, `{"1":"a","2":"b","x":{"1":"a","2":"b","a":2,"z":1}}`},
		{`new Uint8Array([9, 8])`, `{"0":9,"1":8}`},
		{`new Proxy({a: 1}, {})`, `{"a":1}`},
		{`(() => { var o = {}, r = o; for (var i = 0; i < 150; i++) o = o.a = {}; return {r}; })()`, `{"r":` + deep(100) + `}`},
		{`{b: 1, a: 2, B: 3, 10: 4, 9: 5, 'é': 6}`, `{"9":5,"10":4,"B":3,"a":2,"b":1,"é":6}`},
	}
	for _, test := range tests {
		t.Run(test.value, func(t *testing.T) {
			onStorage(t, storage.Options{}, func(b *bench, s *chrome.Storage) {
				b.open("", fmt.Sprintf(`chrome.storage.local.set(%s, function () { chrome.storage.local.get(null, say); });`, test.value), s)
				b.run(time.Second, test.want)
			})
		})
	}
	for _, value := range []string{"new ArrayBuffer(2)", "new Uint8Array([1, 2])", "[new DataView(new ArrayBuffer(2))]", "new Array(4294967295)"} {
		t.Run(value, func(t *testing.T) {
			onStorage(t, storage.Options{}, func(b *bench, s *chrome.Storage) {
				b.open("", fmt.Sprintf(`chrome.storage.local.set({a: 1, b: %s}, told('set')); chrome.storage.local.getKeys(told('keys'));`, value), s)
				b.run(time.Second, "set [] Cannot serialize value to JSON\nkeys [[]] ok")
			})
		})
	}
}

func TestStorageReading(t *testing.T) {
	onStorage(t, storage.Options{}, func(b *bench, s *chrome.Storage) {
		b.open("", `
			var L = chrome.storage.local;
			L.set({b: 1, a: 2, 10: 4, 9: 5, 'é': 'é', o: {a: [1, 2.5, null], b: '<>\u2028"\\\n'}, e: ''});
			[null, ['o', 'a', 'nope', 'b', 'a'], {e: 0, q: undefined, p: null, f: function () {}, d: new Date(0), a: 9, m: 5}, 'a', [], {}, '', 'nope', {toString: 5}].forEach(function (keys) {
				L.get(keys, say);
			});
			L.get(say);
			L.getKeys(say);
			[undefined, 'é', 'o', 'e', ['a', 'b'], [], ['a', 'a'], 'nope', ''].forEach(function (keys) { L.getBytesInUse(keys, say); });
			L.get('a').then(say);`, s)
		const all = `{"9":5,"10":4,"a":2,"b":1,"e":"","o":{"a":[1,2.5,null],"b":"<>` + "\u2028" + `\"\\\n"},"é":"é"}`
		b.run(time.Second, all+`
{"a":2,"b":1,"o":{"a":[1,2.5,null],"b":"<>`+"\u2028"+`\"\\\n"}}
{"a":2,"d":{},"e":"","m":5,"p":null}
{"a":2}
{}
{}
{}
{}
{"toString":5}
`+all+`
["10","9","a","b","e","o","é"]
63
6
45
3
4
0
4
0
0
{"a":2}`)
	})
}

// Only what changes is told, before the answer.
func TestStorageChanges(t *testing.T) {
	onStorage(t, storage.Options{}, func(b *bench, s *chrome.Storage) {
		const listen = `
			chrome.storage.local.onChanged.addListener(function (c) { say('local', c, arguments.length); });
			chrome.storage.onChanged.addListener(function (c, area) { say('any', c, area); });`
		b.open("1: ", listen+`
			var L = chrome.storage.local;
			L.set({b: {x: 1}}, told('set'));
			L.set({b: {x: 1}}, told('equal'));
			L.set({b: {x: 2}, n: 1}, told('two'));
			L.remove(['n', 'nope'], told('removed'));
			L.remove('nope', told('nothing'));
			L.get('b', told('get'));
			L.clear(told('cleared'));
			L.clear(told('clear'));
			chrome.storage.sync.set({s: 1}, told('sync'));
			L.set({k: undefined}, told('undefined'));
			var o = {m: {v: 1}};
			L.set(o, told('mutated'));
			o.m.v = 2;
			Promise.resolve().then(function () { say('microtask'); });
			say('end');`, s)
		closePage := b.open("2: ", listen, s)
		b.run(time.Second, `
			1: end
			1: microtask
			1: local {"b":{"newValue":{"x":1}}} 1
			2: local {"b":{"newValue":{"x":1}}} 1
			1: any {"b":{"newValue":{"x":1}}} local
			2: any {"b":{"newValue":{"x":1}}} local
			1: set [] ok
			1: equal [] ok
			1: local {"b":{"newValue":{"x":2},"oldValue":{"x":1}},"n":{"newValue":1}} 1
			2: local {"b":{"newValue":{"x":2},"oldValue":{"x":1}},"n":{"newValue":1}} 1
			1: any {"b":{"newValue":{"x":2},"oldValue":{"x":1}},"n":{"newValue":1}} local
			2: any {"b":{"newValue":{"x":2},"oldValue":{"x":1}},"n":{"newValue":1}} local
			1: two [] ok
			1: local {"n":{"oldValue":1}} 1
			2: local {"n":{"oldValue":1}} 1
			1: any {"n":{"oldValue":1}} local
			2: any {"n":{"oldValue":1}} local
			1: removed [] ok
			1: nothing [] ok
			1: get [{"b":{"x":2}}] ok
			1: local {"b":{"oldValue":{"x":2}}} 1
			2: local {"b":{"oldValue":{"x":2}}} 1
			1: any {"b":{"oldValue":{"x":2}}} local
			2: any {"b":{"oldValue":{"x":2}}} local
			1: cleared [] ok
			1: clear [] ok
			1: any {"s":{"newValue":1}} sync
			2: any {"s":{"newValue":1}} sync
			1: sync [] ok
			1: undefined [] ok
			1: local {"m":{"newValue":{"v":1}}} 1
			2: local {"m":{"newValue":{"v":1}}} 1
			1: any {"m":{"newValue":{"v":1}}} local
			2: any {"m":{"newValue":{"v":1}}} local
			1: mutated [] ok`)
		closePage()
		b.open("3: ", `chrome.storage.local.remove('m', told('alone'));`, s)
		b.run(time.Second, `
			1: local {"m":{"oldValue":{"v":1}}} 1
			1: any {"m":{"oldValue":{"v":1}}} local
			3: alone [] ok`)
	})
}

func TestStorageRefusals(t *testing.T) {
	onStorage(t, storage.Options{Session: true}, func(b *bench, s *chrome.Storage) {
		b.open("", `
			var S = chrome.storage, big = {k: 'x'.repeat(10485760)};
			S.sync.set({k: 'x'.repeat(8192)}, told('item'));
			var many = {};
			for (var i = 0; i < 513; i++) many[i] = 1;
			S.sync.set(many, told('items'));
			var wide = {};
			for (var i = 0; i < 13; i++) wide[i] = 'x'.repeat(8000);
			S.sync.set(wide, told('sync'));
			S.local.set(big, told('local'));
			S.session.set(big, told('session'));
			S.managed.set({}, told('managed'));
			S.managed.clear().catch(function (e) { say(e.name, e.message); });
			S.managed.get({q: 1}, told('managed'));`, s)
		b.run(time.Second, `
			item [] Resource::kQuotaBytesPerItem quota exceeded
			items [] Resource::kMaxItems quota exceeded
			sync [] Resource::kQuotaBytes quota exceeded
			local [] Resource::kQuotaBytes quota exceeded
			session [] Session storage quota bytes exceeded. Values were not stored.
			managed [] This is a read-only store.
			Error This is a read-only store.
			managed [{"q":1}] ok`)
		b.open("", `
			for (var i = 3; i < 120; i++) chrome.storage.sync.set({});
			chrome.storage.sync.set({}, told('rate'));
			chrome.storage.sync.clear(told('clear'));`, s)
		b.run(time.Second, `
			rate [] This request exceeds the MAX_WRITE_OPERATIONS_PER_MINUTE quota.
			clear [] ok`)
	})
}

// A call keeps the program running; the answer to a page that has gone is lost,
// its write is not.
func TestStorageOfAClosedPage(t *testing.T) {
	onStorage(t, storage.Options{}, func(b *bench, s *chrome.Storage) {
		closePage := b.open("1: ", `
			chrome.storage.local.set({a: 1}, told('late'));
			chrome.storage.local.get('a', told('late'));`, s)
		closePage()
		b.open("2: ", `chrome.storage.local.get('a', told('found'));`, s)
		require.NoError(t, b.loop.Run())
		require.Equal(t, []string{`2: found [{"a":1}] ok`}, b.lines)
	})
}
