package runtime_test

import (
	goruntime "runtime"
	"runtime/metrics"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime"
)

func TestInterrupt(t *testing.T) {
	h := newHost(t)
	started := make(chan struct{}, 2)
	h.VM().Set("started", func(goja.FunctionCall) goja.Value {
		started <- struct{}{}
		return nil
	})
	interrupt := func() {
		go func() {
			<-started
			h.Interrupt("stopped by the test")
		}()
	}

	interrupt()
	var interrupted *goja.InterruptedError
	require.ErrorAs(t, h.RunScript("app.js", "started(); for (;;) {}"), &interrupted)
	require.Equal(t, "stopped by the test", interrupted.Value())

	h.run(t, "function spin() { started(); try { for (;;) {} } catch (e) { out('caught') } finally { out('finally') } }")
	interrupt()
	require.False(t, h.Call("Error in event handler: ", h.function(t, "spin")))
	require.Equal(t, []string{"Error in event handler: interrupted: stopped by the test\n    at spin (app.js:1:26)"}, h.printed)
	require.Empty(t, h.out(), "JavaScript cannot catch it")

	require.True(t, h.Call("next", h.function(t, "Object")))
}

func TestStackOverflow(t *testing.T) {
	for name, src := range map[string]string{
		"function":    "function f() { f() }",
		"callback":    "function f() { [1].forEach(f) }",
		"getter":      "var o = { get a() { return this.a } }; function f() { o.a }",
		"constructor": "function f() { new f }",
		"toString":    "var o = { toString() { return '' + o } }; function f() { return '' + o }",
		"proxy":       "var p = new Proxy({}, { get(t, k, r) { return r[k] } }); function f() { p.x }",
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost(t, func(o *runtime.Options) { o.CallDepth = 1000 })
			h.run(t, src)
			require.False(t, h.Call("Uncaught ", h.function(t, "f")))
			require.Len(t, h.printed, 1)
			require.True(t, strings.HasPrefix(h.printed[0], "Uncaught RangeError: Maximum call stack size exceeded\n    at "), h.printed[0])
			require.Regexp(t, `\n    \.\.\. \d+ more$`, h.printed[0])
			h.run(t, "out('goes on')")
			require.Equal(t, "goes on", h.out())
		})
	}
}

// The default depth holds: the Go stack does not overflow first.
func TestDefaultCallDepth(t *testing.T) {
	h := newHost(t)
	require.ErrorContains(t, h.RunScript("app.js", "(function f(n) { out(n); f(n + 1) })(0)"), "RangeError: Maximum call stack size exceeded")
	require.Greater(t, len(h.outs), runtime.DefaultCallDepth-10)
}

func TestCallDepth(t *testing.T) {
	h := newHost(t, func(o *runtime.Options) { o.CallDepth = 50 })
	h.run(t, "function f(n) { return n ? f(n - 1) : 'deep enough' } out(f(40))")
	require.Equal(t, "deep enough", h.out())
	require.ErrorContains(t, h.RunScript("app.js", "f(60)"), "RangeError: Maximum call stack size exceeded")
}

// Recursion through native functions is caught as any other, and at once.
func TestNativeDepth(t *testing.T) {
	h := newHost(t)
	h.VM().Set("text", h.NewFunction("text", func(call goja.FunctionCall) goja.Value {
		return h.VM().ToValue(call.Argument(0).String())
	}))
	h.run(t, `
		var n = 0, o = { toString() { n++; return text(o) } };
		for (var i = 0; i < 2; i++) {
			n = 0;
			try { text(o) } catch (e) { out(e instanceof RangeError, e.message, n) }
		}
		var left = 900, deep = { toString() { return left-- ? text(deep) : 'the end' } };
		out(text(deep));`)
	require.Equal(t, "true Maximum call stack size exceeded 1000; true Maximum call stack size exceeded 1000; the end", h.out())
}

// spare is a heap limit so many bytes above what the tests use already.
func spare(bytes uint64) func(*runtime.Options) {
	goruntime.GC()
	return func(o *runtime.Options) { o.HeapLimit = heapSize() + bytes }
}

func heapSize() uint64 {
	heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(heap)
	return heap[0].Value.Uint64()
}

// A script that allocates without end is interrupted not far above the limit,
// and the host is told.
func TestHeapLimit(t *testing.T) {
	for name, src := range map[string]string{
		"small objects": "var list = []; for (;;) list.push({ n: list.length })",
		"arrays":        "var list = []; for (;;) list.push(new Array(1000).fill(1))",
		"buffers":       "var list = []; for (;;) list.push(new Uint8Array(1000))",
		"string":        "var s = 'xxxxxxxxxxxxxxxx'; for (;;) s += s",
		"strings":       "var list = []; for (var s = 'x';; s += 'x') list.push(s)",
		"closures":      "var f; for (;;) f = (g => () => g)(f)",
	} {
		t.Run(name, func(t *testing.T) {
			const limit = 64 << 20
			told := 0
			h := newHost(t, spare(limit), func(o *runtime.Options) { o.OutOfMemory = func() { told++ } })
			before := heapSize()
			var interrupted *goja.InterruptedError
			require.ErrorAs(t, h.RunScript("app.js", src), &interrupted)
			require.Equal(t, "out of memory", interrupted.Value())

			require.Less(t, heapSize(), before+24*limit, "far above the limit")
			require.NoError(t, h.loop.Run())
			require.Equal(t, 1, told)
		})
	}
}

// Large buffers are refused at once, before the watchdog looks.
func TestHeapLimitOfBuffers(t *testing.T) {
	h := newHost(t, spare(64<<20))
	h.run(t, `
		var list = [];
		try { for (;;) list.push(new ArrayBuffer(1 << 20)) } catch (e) { out(e, list.length > 20) }`)
	require.Equal(t, "RangeError: Array buffer allocation failed true", h.out())
}

// Garbage does not count against the limit.
func TestHeapLimitIgnoresGarbage(t *testing.T) {
	h := newHost(t, spare(64<<20))
	h.run(t, "for (var i = 0; i < 500; i++) new ArrayBuffer(1 << 20); out(i)")
	require.Equal(t, "500", h.out())
	require.Empty(t, h.printed)
}
