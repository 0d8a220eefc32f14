package runtime_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

// A closed realm runs nothing any more, whoever still holds something of it.
func TestClose(t *testing.T) {
	h := newHost(t)
	h.run(t, `function f() { out('called') }`)
	f := h.function(t, "f")
	var released []int
	h.OnClose(func() { released = append(released, 1) })
	h.OnClose(func() { released = append(released, 2) })
	require.True(t, h.Call("", f))
	h.Close()
	h.Close()
	require.Equal(t, []int{1, 2}, released)
	require.True(t, h.Closed())
	require.False(t, h.Call("", f))
	h.Batch(func() { t.Error("a batch ran") })
	require.ErrorContains(t, h.RunScript("late.js", "f()"), "the page has been closed")
	require.Equal(t, "called", h.out())
}

// A call that closes its own realm runs to its end.
func TestCloseInACall(t *testing.T) {
	h := newHost(t)
	h.VM().Set("close", func(goja.FunctionCall) goja.Value { h.Close(); return nil })
	h.run(t, `function f() { close(); out('to the end'); Promise.reject(new Error('unheard')); }`)
	require.True(t, h.Call("", h.function(t, "f")))
	require.Equal(t, "to the end", h.out())
	require.Empty(t, h.printed)
}
