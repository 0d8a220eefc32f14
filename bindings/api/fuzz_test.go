package api_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/bindings/chrome"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// pool are the values that calls are made of. The ones that come first make
// calls that fit.
const pool = `
	var answers = 0, hostile = new Error('hostile');
	function throwing() { throw hostile; }
	var traps = {get: throwing, has: throwing, ownKeys: throwing, getPrototypeOf: throwing, getOwnPropertyDescriptor: throwing, apply: throwing};
	var detached = new ArrayBuffer(8), viewOfDetached = new Uint8Array(detached);
	var revoked = Proxy.revocable({}, {});
	revoked.revoke();
	var cycle = {}; cycle.name = cycle;
	var silent = [class {}, function* () {}]; // callbacks that cannot count
	var pool = [
		1, function callback() { answers++; }, true, '127.0.0.1', new ArrayBuffer(3), {}, {name: 'n'}, 'any', undefined, null,
		0, -0, 1.5, NaN, Infinity, -Infinity, 1e300, 2147483647, 2147483648, -2147483648, -2147483649, 10n, false,
		'', '1', 'x'.repeat(300), '\ud800', 'é', Symbol('s'), Symbol.iterator,
		[], [1], new Array(5), {persistent: true, bufferSize: 5}, {bufferSize: 1.5}, {bogus: 1}, {name: undefined}, {tlsVersion: {min: 'tls1.2'}},
		{tlsVersion: {bogus: 1}}, {tlsVersion: []}, cycle, Object.create(null), Object.create({name: 5}), {__proto__: null, name: 'n'}, {1: 2},
		{get name() { return 'got'; }}, {get name() { throw hostile; }}, {get name() { delete this.persistent; return 'n'; }, persistent: true},
		new Uint8Array(4), new Float64Array(2), new DataView(new ArrayBuffer(4), 1), detached, viewOfDetached, new Date(), /x/, new Map(), new Error('e'),
		Promise.resolve(), new String('s'), new Number(1), new Boolean(true), globalThis, chrome, JSON,
		...silent, async function () { answers++; }, () => { answers++; }, (function () { answers++; }).bind(null),
		new Proxy({}, {}), new Proxy({}, traps), new Proxy(function () { answers++; }, {}), new Proxy([], {}), new Proxy(new ArrayBuffer(2), {}), revoked.proxy,
	];
	// attempt makes a call and returns what is wrong with the outcome, if that shows now.
	function attempt(f, args, isRefusal) {
		answers = 0;
		var value;
		try {
			value = f.apply(undefined, args);
		} catch (e) {
			answers = 1;
			if (e === hostile || e instanceof TypeError && (isRefusal(e.message) || args.indexOf(revoked.proxy) >= 0)) return '';
			return 'it threw ' + e;
		}
		if (value instanceof Promise) {
			value.then(function () { answers++; }, function () { answers++; });
		} else if (value !== undefined) {
			return 'it returned ' + value;
		}
		if (silent.indexOf(args[args.length - 1]) >= 0) answers++;
		return '';
	}`

// FuzzCall calls methods with arbitrary arguments: a call throws Chrome's
// TypeError, or what the app's own getters throw, or is answered once.
func FuzzCall(f *testing.F) {
	loop, err := eventloop.New(eventloop.WithBackend(eventloop.Portable))
	if err != nil {
		f.Fatal(err)
	}
	defer loop.Close()
	var printed []string
	rt := runtime.New(loop, runtime.Options{Console: func(_ runtime.Level, text string) { printed = append(printed, text) }})
	defer rt.Close()
	vm := rt.VM()

	var pending []func()
	methods := map[string]goja.Value{}
	var names []string
	binder := api.NewBinder(rt)
	for _, ns := range chrome.Namespaces() {
		for i := range ns.Methods {
			m := &ns.Methods[i]
			m.Do = func(c *api.Call) {
				read(m, c)
				pending = append(pending, func() {
					if fails := c.Given(0) && len(m.Params)%2 == 0; fails {
						c.Fail("failure", vm.ToValue(-2))
					} else {
						c.Reply(vm.ToValue(0))
					}
				})
			}
		}
		binder.Install(ns)
		for _, m := range ns.Methods {
			name := "chrome." + ns.Name + "." + m.Name
			method, err := vm.RunString(name)
			if err != nil {
				f.Fatal(err)
			}
			methods[name] = method
			names = append(names, name)
		}
	}
	if err := rt.RunScript("pool.js", pool); err != nil {
		f.Fatal(err)
	}
	vm.Get("detached").Export().(goja.ArrayBuffer).Detach()
	values := vm.Get("pool").(*goja.Object)
	attempt, _ := goja.AssertFunction(vm.Get("attempt"))
	isRefusal := vm.ToValue(func(call goja.FunctionCall) goja.Value {
		return vm.ToValue(strings.HasPrefix(call.Argument(0).String(), "Error in invocation of sockets."))
	})

	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		input := make([]byte, 1+random.IntN(6))
		for i := range input {
			input[i] = byte(random.IntN(256))
			if i > 0 && random.IntN(2) == 0 {
				input[i] %= 10
			}
		}
		f.Add(input)
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		if len(input) == 0 || len(input) > 20 {
			return
		}
		name := names[int(input[0])%len(names)]
		var args []any
		for _, b := range input[1:] {
			args = append(args, values.Get(vm.ToValue(int64(b)%values.Get("length").ToInteger()).String()))
		}
		printed, pending = nil, nil
		wrong, err := attempt(goja.Undefined(), methods[name], vm.NewArray(args...), isRefusal)
		if err != nil {
			t.Fatalf("%s(%v): %v", name, input, err)
		}
		for _, answer := range pending {
			answer()
		}
		if text := wrong.String(); text != "" {
			t.Errorf("%s(%v): %s", name, input, text)
		}
		if n := vm.Get("answers").ToInteger(); n != 1 {
			t.Errorf("%s(%v): %d answers", name, input, n)
		}
		for _, text := range printed {
			if strings.Contains(text, "internal error") {
				t.Errorf("%s(%v) printed: %s", name, input, text)
			}
		}
	})
}

// read reads every argument as the type it was declared with.
func read(m *api.Method, c *api.Call) {
	for i, p := range m.Params {
		switch p.Type.Kind {
		case api.Integer:
			c.Int(i)
		case api.Boolean:
			c.Bool(i)
		case api.String:
			_ = c.String(i)
		case api.Binary:
			c.Bytes(i)
		case api.Object:
			d := c.Dict()
			d.String("name")
			d.Bool("persistent")
			d.Int("bufferSize")
			d.Dict("tlsVersion").String("min")
		}
	}
}
