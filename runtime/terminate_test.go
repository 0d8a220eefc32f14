package runtime_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime"
)

// Terminate gets out of whatever runs, through every level of calls, and
// nothing of the realm runs or is reported afterwards.
func TestTerminate(t *testing.T) {
	for name, src := range map[string]string{
		"loop":              "function f() { started(); for (;;) {} }",
		"that catches":      "function f() { started(); for (;;) { try { for (;;) {} } catch { } finally { out('finally') } } }",
		"in a nested call":  "function f() { started(); for (;;) nested(() => { for (;;) {} }) }",
		"in microtasks":     "function f() { started(); (function again() { Promise.resolve().then(again) })() }",
		"of a nested batch": "function f() { started(); for (;;) batch(() => { throw 1 }) }",
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost(t)
			h.VM().Set("started", func(goja.FunctionCall) goja.Value {
				go h.Terminate()
				return nil
			})
			h.VM().Set("nested", func(c goja.FunctionCall) goja.Value {
				f, _ := goja.AssertFunction(c.Argument(0))
				h.Call("nested ", f)
				return nil
			})
			h.VM().Set("batch", func(c goja.FunctionCall) goja.Value {
				f, _ := goja.AssertFunction(c.Argument(0))
				h.Batch(func() { f(nil) })
				return nil
			})
			h.run(t, src)
			h.Call("Uncaught ", h.function(t, "f"))
			require.True(t, h.Closed())
			require.False(t, h.Call("Uncaught ", h.function(t, "Object")))
			require.Error(t, h.RunScript("later.js", "out('later')"))
			require.Empty(t, h.printed)
		})
	}
}

func TestOnUncaught(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      runtime.Uncaught
	}{
		{"error", "throw new TypeError('m')", runtime.Uncaught{Message: "Uncaught TypeError: m", File: "app.js", Line: 2, Column: 7, Text: "Uncaught TypeError: m\n    at f (app.js:2:7)"}},
		{"value", "throw { toString() { return 'mine' } }", runtime.Uncaught{Message: "Uncaught mine", File: "app.js", Line: 2, Column: 1, Text: "Uncaught mine\n    at f (app.js:2:1)"}},
		{"symbol", "throw Symbol('s')", runtime.Uncaught{Message: "Uncaught Symbol(s)", File: "app.js", Line: 2, Column: 1, Text: "Uncaught Symbol(s)\n    at f (app.js:2:1)"}},
		{"that cannot be shown", "throw { toString() { throw 1 } }", runtime.Uncaught{Message: "Uncaught a value that cannot be shown", File: "app.js", Line: 2, Column: 1, Text: "Uncaught a value that cannot be shown\n    at f (app.js:2:1)"}},
		{"rejection", "Promise.reject(new RangeError('m'))", runtime.Uncaught{Message: "Uncaught RangeError: m", File: "app.js", Line: 2, Column: 16, Text: "Uncaught (in promise) RangeError: m\n    at f (app.js:2:16)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHost(t)
			var got []runtime.Uncaught
			handled := true
			h.OnUncaught(func(u *runtime.Uncaught) bool {
				require.NotNil(t, u.Thrown)
				require.Equal(t, c.name == "rejection", u.Promise != nil)
				u.Thrown, u.Promise = nil, nil
				got = append(got, *u)
				return handled
			})
			h.run(t, "function f() {\n"+c.src+"\n}")
			h.Call("Uncaught ", h.function(t, "f"))
			require.Equal(t, []runtime.Uncaught{c.want}, got)
			require.Empty(t, h.printed)
			handled = false
			h.Call("Uncaught ", h.function(t, "f"))
			require.Equal(t, []string{c.want.Text}, h.printed)
		})
	}
}

func TestReportScript(t *testing.T) {
	h := newHost(t)
	h.ReportScript(h.RunScript("app.js", "\nthrow 5"))
	h.ReportScript(h.RunScript("app.js", "var a = ;"))
	require.Equal(t, []string{"Uncaught 5\n    at app.js:2:1", "app.js:1:9: SyntaxError: Unexpected token ;"}, h.printed)
}
