package runtime_test

import (
	"errors"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

func TestCall(t *testing.T) {
	h := newHost(t)
	h.run(t, "function add(a, b) { out(this === undefined || this === globalThis, a + b); Promise.resolve().then(() => out('microtask')) }")
	require.True(t, h.Call("test", h.function(t, "add"), h.VM().ToValue(1), h.VM().ToValue(2)))
	require.Equal(t, "true 3; microtask", h.out())
	require.Empty(t, h.printed)
}

func TestCallReports(t *testing.T) {
	h := newHost(t)
	h.run(t, "\n\nfunction f() { null.x }")
	require.False(t, h.Call("Error in event handler: ", h.function(t, "f")))
	require.Equal(t, []string{"Error in event handler: TypeError: Cannot read property 'x' of undefined\n    at f (app.js:3:21)"}, h.printed)
	require.True(t, h.Call("again", h.function(t, "Object")), "the runtime goes on")
}

// Listener 1, listener 2, then the microtasks of both, also when one throws.
func TestBatch(t *testing.T) {
	h := newHost(t)
	h.run(t, `
		function first() { Promise.resolve().then(() => out('microtask')); out('first'); throw new Error('of first') }
		function second() { out('second') }`)
	h.Batch(func() {
		require.False(t, h.Call("Error in event handler: ", h.function(t, "first")))
		require.True(t, h.Call("Error in event handler: ", h.function(t, "second")))
		require.Equal(t, "first; second", h.out(), "no microtask yet")
	})
	require.Equal(t, "microtask", h.out())
	require.Equal(t, []string{"Error in event handler: Error: of first\n    at first (app.js:2:90)"}, h.printed,
		"without frames of the batch itself")
}

func TestBatchInBatch(t *testing.T) {
	h := newHost(t)
	h.run(t, "function f() { Promise.resolve().then(() => out('microtask')) }")
	h.Batch(func() {
		h.Batch(func() { h.Call("f", h.function(t, "f")) })
		h.outs = append(h.outs, "outer")
	})
	require.Equal(t, "outer; microtask", h.out())
}

func TestNewFunction(t *testing.T) {
	h := newHost(t)
	h.VM().Set("add", h.NewFunction("add", func(call goja.FunctionCall) goja.Value {
		return h.VM().ToValue(call.Argument(0).ToInteger() + call.Argument(1).ToInteger())
	}))
	h.run(t, "out(add(1, 2), add.name, add.length, Object.keys(add).length, 'prototype' in add)")
	require.Equal(t, "3 add 0 0 false", h.out())
}

// A Go panic becomes an Error that JavaScript can catch; its Go stack is in the
// log.
func TestNewFunctionPanics(t *testing.T) {
	for name, c := range map[string]struct {
		panics func(*host)
		want   string
	}{
		"nil pointer": {func(h *host) { var p *host; p.outs = nil }, "internal error in broken: runtime error: invalid memory address or nil pointer dereference"},
		"index":       {func(h *host) { _ = h.outs[len(h.outs)+3] }, "internal error in broken: runtime error: index out of range"},
		"text":        {func(*host) { panic("text") }, "internal error in broken: text"},
		"error":       {func(*host) { panic(errors.New("an error")) }, "internal error in broken: an error"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost(t)
			h.VM().Set("broken", h.NewFunction("broken", func(goja.FunctionCall) goja.Value {
				c.panics(h)
				return nil
			}))
			h.run(t, "try { broken() } catch (e) { out(e instanceof Error, e.message) } finally { out('finally') }")
			require.Contains(t, h.out(), "true "+c.want)
			require.Contains(t, h.log.String(), "call_test.go")
			require.Contains(t, h.log.String(), "function=broken")
			require.Empty(t, h.printed)
		})
	}
}

// What JavaScript throws goes through a native function unchanged.
func TestNewFunctionPassesExceptions(t *testing.T) {
	h := newHost(t)
	h.VM().Set("twice", h.NewFunction("twice", func(call goja.FunctionCall) goja.Value {
		f, _ := goja.AssertFunction(call.Argument(0))
		if _, err := f(nil); err != nil {
			panic(err)
		}
		panic(h.VM().NewTypeError("own"))
	}))
	h.run(t, `
		var thrown = { };
		try { twice(() => { throw thrown }) } catch (e) { out(e === thrown) }
		try { twice(() => { }) } catch (e) { out(e) }`)
	require.Equal(t, "true; TypeError: own", h.out())
	require.Empty(t, h.log.String())
}

// A Go panic outside every native function of ours stops at the call.
func TestPanicDoesNotEscape(t *testing.T) {
	h := newHost(t)
	h.VM().Set("raw", func(goja.FunctionCall) goja.Value { panic(errors.New("raw panic")) })
	require.NotPanics(t, func() {
		require.False(t, h.Call("call", h.function(t, "raw")))
		h.Batch(func() { panic("in a batch") })
		require.EqualError(t, h.RunScript("app.js", "raw()"), "app.js: internal error: raw panic (the log shows where, at debug level)")
	})
	require.Len(t, h.printed, 2)
	for _, line := range h.printed {
		require.Contains(t, line, "internal error")
	}
	h.run(t, "out('goes on')")
	require.Equal(t, "goes on", h.out())
}
