package websocketserver_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost"
	"github.com/sockhost/sockhost/runtime"
)

// pool are the values that calls are made of, and poke, which makes one: it
// calls, reads or assigns a member of an object.
const pool = `
	var hostile = new Error('hostile');
	function throwing() { throw hostile; }
	var traps = {get: throwing, has: throwing, ownKeys: throwing, getPrototypeOf: throwing, getOwnPropertyDescriptor: throwing, apply: throwing};
	var detached = new ArrayBuffer(8), viewOfDetached = new Uint8Array(detached);
	var revoked = Proxy.revocable({}, {});
	revoked.revoke();
	var cycle = {}; cycle.me = cycle;
	var rejected = Promise.reject(hostile);
	rejected.catch(function () {});
	var pool = [
		1, '127.0.0.1', 0, undefined, null, 'x', function () {}, {}, true, new ArrayBuffer(3),
		2, -0, -1, 1.5, NaN, Infinity, -Infinity, 1e300, 2147483648, 10n, false, '', '1', 'x'.repeat(300), '\ud800', 'é', '\r\n', Symbol('s'),
		[], [1], new Array(5), {a: 'b'}, {404: throwing}, {404: 'x'}, {data: 1, event: cycle}, {cert: 'x', key: 'y'}, cycle, Object.create(null), {'/': 'x', '/f': throwing},
		{get a() { throw hostile; }}, {toString: throwing}, {valueOf: throwing, toJSON: throwing}, {then: throwing}, {then: function (f) { f(1); }},
		new Uint8Array(4), new Float64Array(2), new DataView(new ArrayBuffer(4), 1), detached, viewOfDetached, new Date(), new Date(NaN), /x/, new Map(), new Error('e'),
		Promise.resolve(), rejected, new String('s'), new Number(1), globalThis, JSON, class {}, function* () {}, async function () {}, throwing, throwing.bind(null),
		new Proxy({}, {}), new Proxy({}, traps), new Proxy(function () {}, {}), new Proxy([], {}), revoked.proxy, 1000, 4000, 200, 302,
	];
	var targets = [];
	function poke(target, index, mode, args) {
		var name;
		try {
			var o = targets[target % targets.length], names = [];
			for (var k in o) names.push(k);
			names = names.filter(function (k) { return ['start', 'run', 'stop', 'documentRoot', 'onError'].indexOf(k) < 0; });
			name = names[index % names.length];
			if (typeof o[name] === 'function' && mode % 4) o[name].apply(mode % 16 ? o : args[0], args);
			else if (mode % 2) o[name] = args[0];
			else void o[name];
		} catch (e) {
			if (e !== hostile && !/^(TypeError|RangeError|SyntaxError|URIError)/.test(Object.prototype.toString.call(e) === '[object Error]' ? String(e) : 'TypeError'))
				return name + ' threw ' + e;
		}
		return '';
	}`

// FuzzMembers pokes all members of all objects with arbitrary values. Nothing
// may end in an internal error, whatever the app does to its own objects.
func FuzzMembers(f *testing.F) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		input := make([]byte, 3+random.IntN(18))
		for i := range input {
			input[i] = byte(random.IntN(256))
			if i%6 > 2 && random.IntN(2) == 0 {
				input[i] %= 10
			}
		}
		f.Add(input)
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		if len(input) < 3 || len(input) > 60 {
			return
		}
		var printed []string
		app, err := sockhost.New(sockhost.Options{Console: func(_ runtime.Level, text string) { printed = append(printed, text) }})
		require.NoError(t, err)
		defer app.Close()
		require.NoError(t, app.RunScript("pool.js", pool))
		vm := app.Runtime.VM()
		vm.Get("detached").Export().(goja.ArrayBuffer).Detach()
		values := vm.Get("pool").(*goja.Object)
		poke, _ := goja.AssertFunction(vm.Get("poke"))
		// Within a callback each, with the objects of the moment: six bytes are a
		// step.
		steps := input
		vm.Set("step", func(goja.FunctionCall) goja.Value {
			for range 3 {
				if len(steps) < 3 {
					break
				}
				var args []any
				for _, b := range steps[3:min(6, len(steps))] {
					args = append(args, values.Get(fmt.Sprint(int64(b)%values.Get("length").ToInteger())))
				}
				target, index, mode := vm.ToValue(int(steps[0])), vm.ToValue(int(steps[1])), vm.ToValue(int(steps[2]))
				steps = steps[min(6, len(steps)):] // before it gets here again
				wrong, err := poke(goja.Undefined(), target, index, mode, vm.NewArray(args...))
				if err != nil {
					t.Errorf("%v: %v", input, err)
				} else if wrong.String() != "" {
					t.Errorf("%v: %s", input, wrong)
				}
			}
			return goja.Undefined()
		})
		require.NoError(t, app.RunScript("serve.js", `
			var s = new websocketserver(), http = s.httpServer;
			targets.push(s, http);
			function end(response) { // a stream that step may have opened
				var close = Object.getPrototypeOf(response).close;
				setTimeout(function () { try { close.call(response); } catch (e) {} }, 0);
			}
			s.onUpgradeToWebsocket = function (h, request, response) { end(response); targets.push(request, response, s.client(h)); step(); };
			s.onOpen = function (h) { step(); };
			s.onMessage = function (h, msg) { targets.push(msg); step(); };
			s.onClose = s.onClientClosed = function () { step(); };
			s.start('127.0.0.1');
			http.run(function (response, request, session) { end(response); targets.push(session, request, response); step(); });
			var url = s.getUrl(), page = http.getUrl();`))
		url, page := vm.Get("url").String(), vm.Get("page").String()
		ended := make(chan error, 1)
		go func() { ended <- app.Run() }()
		// What the clients see depends on the input.
		if c, _, err := websocket.DefaultDialer.Dial(url, nil); err == nil {
			c.WriteMessage(websocket.TextMessage, []byte("x"))
			c.WriteMessage(websocket.CloseMessage, nil)
			c.Close()
		}
		c := rawDial(t, page)
		fmt.Fprintf(c, "GET /?a=b HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")
		c.Read(make([]byte, 1))
		app.Post(app.Loop.Stop)
		<-ended
		for _, text := range printed {
			if strings.Contains(text, "internal error") {
				t.Errorf("%v printed: %s", input, text)
			}
		}
	})
}
