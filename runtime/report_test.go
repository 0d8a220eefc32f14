package runtime_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

func TestUncaughtText(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"error", "throw new Error('m')", "Error: m\n    at f (app.js:2:7)"},
		{"without a message", "throw new RangeError", "RangeError\n    at f (app.js:2:7)"},
		{"message changed later", "var e = new Error('old'); e.message = 'new'; throw e", "Error: new\n    at f (app.js:2:9)"},
		{"name changed later", "var e = new Error('m'); e.name = 'Named'; throw e", "Named: m\n    at f (app.js:2:9)"},
		{"stack replaced", "var e = new Error('m'); e.stack = 'mine'; throw e", "mine"},
		{"stack emptied", "var e = new Error('m'); e.stack = ''; throw e", "Error: m"},
		{"stack removed", "var e = new Error('m'); delete e.stack; throw e", "Error: m\n    at f (app.js:2:9)"},
		{"message of lines like frames", "throw new Error('a\\n\\tat b (1)\\nc')", "Error: a\n\tat b (1)\nc\n    at f (app.js:2:7)"},
		{"function named with a number", "({ 'g(1)': function () { throw new Error('m') } })['g(1)']()", "Error: m\n    at g(1) (app.js:2:32)\n    at f (app.js:2:59)"},
		{"class", "class MyError extends Error { }; throw new MyError('m')", "Error: m\n    at f (app.js:2:40)"},
		{"of 2012", "function E(m) { this.message = m } E.prototype = Object.create(Error.prototype); throw new E('m')", "Error: m\n    at f (app.js:2:82)"},
		{"cause", "throw new Error('a', { cause: new Error('b', { cause: 'c' }) })", "Error: a\n    at f (app.js:2:7)\nCaused by: Error: b\n    at f (app.js:2:31)\nCaused by: c"},
		{"several", "throw new AggregateError([new TypeError('a'), 'b'], 'm')", "AggregateError: m\n    at f (app.js:2:7)\nCaused by: TypeError: a\n    at f (app.js:2:27)\nCaused by: b"},
		{"its own cause", "var e = new Error('m'); e.stack = 'm'; e.cause = e; throw e", "m\nCaused by: m\nCaused by: m\nCaused by: m\nCaused by: m\nCaused by: m"},
		{"number", "throw 1", "1\n    at f (app.js:2:1)"},
		{"null", "throw null", "null\n    at f (app.js:2:1)"},
		{"symbol", "throw Symbol('s')", "Symbol(s)\n    at f (app.js:2:1)"},
		{"plain object", "throw { code: -1, text: 'x' }", "{\"code\":-1,\"text\":\"x\"}\n    at f (app.js:2:1)"},
		{"object without a prototype", "throw Object.create(null)", "{}\n    at f (app.js:2:1)"},
		{"cyclic object", "var o = {}; o.o = o; throw o", "[object Object]\n    at f (app.js:2:22)"},
		{"object with toString", "throw { toString() { return 'mine' } }", "mine\n    at f (app.js:2:1)"},
		{"toString that throws", "throw { toString() { throw 1 } }", "a value that cannot be shown\n    at f (app.js:2:1)"},
		{"stack that throws", "var e = new Error('m'); Object.defineProperty(e, 'stack', { get() { throw 1 } }); throw e", "a value that cannot be shown\n    at f (app.js:2:9)"},
		{"proxy that throws", "throw new Proxy({}, { get() { throw 1 } })", "a value that cannot be shown\n    at f (app.js:2:1)"},
		{"revoked proxy", "var p = Proxy.revocable({}, {}); p.revoke(); throw p.proxy", "a value that cannot be shown\n    at f (app.js:2:46)"},
		{"proxy of an error", "throw new Proxy(new Error('m'), {})", "Error: m\n    at f (app.js:2:1)"},
		{"cause that throws", "throw new Error('m', { cause: { toString() { throw 1 } } })", "a value that cannot be shown\n    at f (app.js:2:7)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHost(t)
			h.run(t, "function f() {\n"+c.src+"\n}")
			require.False(t, h.Call("Uncaught ", h.function(t, "f")))
			require.Equal(t, []string{"Uncaught " + c.want}, h.printed)
		})
	}
}

// The causes belong to reports; a console shows them in its own way.
func TestErrorText(t *testing.T) {
	h := newHost(t)
	h.VM().Set("show", func(call goja.FunctionCall) goja.Value {
		return h.VM().ToValue(h.ErrorText(call.Argument(0), nil))
	})
	h.run(t, "out(show(new Error('m', { cause: 1 }))); out(show('text'))")
	require.Equal(t, "Error: m\n    at app.js:1:10; text", h.out())
}

func TestUnhandledRejections(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"in order", "Promise.reject(1); Promise.reject(2)", []string{"Uncaught (in promise) 1", "Uncaught (in promise) 2"}},
		{"error", "Promise.reject(new Error('m'))", []string{"Uncaught (in promise) Error: m\n    at app.js:1:16"}},
		{"async function", "async function f() { await null; null.x }\nf()",
			[]string{"Uncaught (in promise) TypeError: Cannot read property 'x' of undefined\n    at f (app.js:1:39)"}},
		{"at the end of a chain", "Promise.reject(1).then(() => {}).finally(() => {})", []string{"Uncaught (in promise) 1"}},
		{"handled at once", "Promise.reject(1).catch(() => {})", nil},
		{"handled later in the task", "var p = Promise.reject(1); p.catch(() => {})", nil},
		{"handled in a microtask", "var p = Promise.reject(1); Promise.resolve().then(() => p.catch(() => {}))", nil},
		{"handled by await", "(async () => { try { await Promise.reject(1) } catch { } })()", nil},
		{"rejected with what cannot be shown", "Promise.reject({ toString() { throw 1 } })", []string{"Uncaught (in promise) a value that cannot be shown"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHost(t)
			h.run(t, c.src)
			require.Equal(t, c.want, h.printed)
			h.run(t, "1")
			require.Len(t, h.printed, len(c.want), "reported once")
		})
	}
}

// A batch is one task, however many calls it makes.
func TestUnhandledRejectionsAfterTheBatch(t *testing.T) {
	h := newHost(t)
	h.run(t, "var p; function reject() { p = Promise.reject(1) } function handle() { p.catch(() => {}) }")
	h.Batch(func() {
		h.Call("reject", h.function(t, "reject"))
		h.Call("handle", h.function(t, "handle"))
	})
	require.Empty(t, h.printed)
	h.Call("reject", h.function(t, "reject"))
	require.Equal(t, []string{"Uncaught (in promise) 1"}, h.printed)
}
