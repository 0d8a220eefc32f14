package runtime_test

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

// tell has Steps tell the global functions named in steps, separated by
// spaces; what stands before a slash is asked for in one step.
func (h *host) tell(t *testing.T, steps string) {
	todo := strings.Split(steps, "/")
	h.Steps(func() bool {
		if len(todo) == 0 {
			return false
		}
		for _, name := range strings.Fields(todo[0]) {
			h.Tell("Error in "+name+": ", h.VM().Get(name).(*goja.Object), h.VM().ToValue(len(todo)))
		}
		todo = todo[1:]
		return true
	})
}

func TestSteps(t *testing.T) {
	h := newHost(t)
	h.run(t, `
		function a(n) { out('a', n, arguments.length, this === globalThis) }
		function throws() { null.x }
		function micro(n) { out('micro'); Promise.resolve().then(() => out('microtask')) }
		function thenable() { out('thenable'); Promise.resolve({ then() { out('then called') } }) }
		async function awaits() { out('awaits'); await null; out('after') }
		function rejects() { out('rejects'); Promise.reject('why') }
		var bound = a.bind(1), proxy = new Proxy(a, {});`)
	for _, c := range []struct{ steps, want, printed string }{
		{"", "", ""},
		{"a / a / a", "a 3 1 true; a 2 1 true; a 1 1 true", ""},
		{"a a // a", "a 3 1 true; a 3 1 true; a 1 1 true", ""},
		{"micro / a", "micro; microtask; a 1 1 true", ""},
		{"micro micro / a", "micro; microtask; micro; microtask; a 1 1 true", ""},
		{"thenable / a", "thenable; then called; a 1 1 true", ""},
		{"awaits / a", "awaits; after; a 1 1 true", ""},
		{"rejects / a", "rejects; a 1 1 true", "Uncaught (in promise) why"},
		{"a / throws / a", "a 3 1 true; a 1 1 true", "Error in throws: TypeError: Cannot read property 'x' of undefined\n    at throws (app.js:3:28)"},
		{"throws throws", "", "Error in throws: TypeError: Cannot read property 'x' of undefined\n    at throws (app.js:3:28)\n" +
			"Error in throws: TypeError: Cannot read property 'x' of undefined\n    at throws (app.js:3:28)"},
		{"proxy", "a 1 1 true", ""},
	} {
		h.tell(t, c.steps)
		require.Equal(t, c.want, h.out(), c.steps)
		require.Equal(t, c.printed, strings.Join(h.printed, "\n"), c.steps)
		h.printed = nil
	}
}

// The engine is entered once for tasks that leave nothing behind. This also
// tells whether the engine's queue of microtasks has been found.
func TestStepsShareAnEntry(t *testing.T) {
	h := newHost(t)
	h.run(t, `function a() {} function micro() { Promise.resolve().then(() => {}) }`)
	before := h.Calls()
	h.tell(t, "a / a / a a")
	require.Equal(t, before+1, h.Calls())
	before = h.Calls()
	h.tell(t, "micro / micro")
	require.Equal(t, before+3, h.Calls())
}

// Call, Batch and Outside keep their order among what is told.
func TestStepsWithOtherCalls(t *testing.T) {
	h := newHost(t)
	h.run(t, `
		function f(n) { out('f', n); Promise.resolve().then(() => out('microtask', n)) }
		function nested(n) { out('nested', n); again(); out('end', n) }`)
	f := h.VM().Get("f").(*goja.Object)
	step := 0
	note := func(text string) { h.outs = append(h.outs, text) }
	h.VM().Set("again", h.NewFunction("again", func(goja.FunctionCall) goja.Value {
		once := true
		h.Steps(func() bool {
			if once {
				h.Tell("", f, h.VM().ToValue("again"))
			}
			defer func() { once = false }()
			return once
		})
		return nil
	}))
	h.Steps(func() bool {
		switch step++; step {
		case 1:
			h.Tell("", f, h.VM().ToValue(1))
			h.Batch(func() {
				h.Call("", h.function(t, "f"), h.VM().ToValue(2))
				h.Call("", h.function(t, "f"), h.VM().ToValue(3))
			})
			h.Call("", h.function(t, "f"), h.VM().ToValue(4))
			h.Outside(func() { note("outside") })
			note("asked")
		case 2:
			h.Tell("", h.VM().Get("nested").(*goja.Object), h.VM().ToValue(5))
		case 3:
			h.Tell("", f, h.VM().ToValue(6))
			return false
		}
		return true
	})
	require.Equal(t, "asked; f 1; microtask 1; f 2; f 3; microtask 2; microtask 3; f 4; microtask 4; outside; "+
		"nested 5; f again; end 5; microtask again; f 6; microtask 6", h.out())
}

// A closed runtime takes the rest of the steps and calls nothing.
func TestStepsOfAClosedRuntime(t *testing.T) {
	h := newHost(t)
	h.run(t, `function a() { out('a') } function closes() { out('closes'); close() }`)
	h.VM().Set("close", h.NewFunction("close", func(goja.FunctionCall) goja.Value {
		h.Close()
		return nil
	}))
	h.tell(t, "closes a / a / a")
	require.Equal(t, "closes", h.out())
	h.tell(t, "a / a")
	require.Empty(t, h.out())
}

// A fault in a step or in a task ends neither the program nor the steps.
func TestStepsSurviveFaults(t *testing.T) {
	h := newHost(t)
	h.run(t, `function a() { out('a') } function forever() { for (;;) endless() }`)
	h.VM().Set("endless", h.NewFunction("endless", func(goja.FunctionCall) goja.Value {
		h.Interrupt("enough")
		return nil
	}))
	step := 0
	h.Steps(func() bool {
		switch step++; step {
		case 1:
			var m map[string]int
			m["x"]++
		case 2:
			h.Tell("Uncaught ", h.VM().Get("forever").(*goja.Object), nil)
		case 3:
			h.Tell("Uncaught ", h.VM().Get("a").(*goja.Object), nil)
		}
		return step < 3
	})
	require.Equal(t, "a", h.out())
	require.Len(t, h.printed, 2)
	require.Contains(t, h.printed[0], "internal error: assignment to entry in nil map")
	require.Contains(t, h.printed[1], "Uncaught interrupted: enough")
}
