package web_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/web"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// Start-up time matters: a sockhost program may live for a few milliseconds.
func BenchmarkInstall(b *testing.B) {
	loop, err := eventloop.New(eventloop.WithBackend(eventloop.Portable))
	require.NoError(b, err)
	for b.Loop() {
		b.StopTimer()
		rt := runtime.New(loop, runtime.Options{})
		b.StartTimer()
		web.Install(rt, web.Options{})
		b.StopTimer()
		rt.Close()
		b.StartTimer()
	}
}

func BenchmarkConsoleLog(b *testing.B) {
	for _, bench := range []struct{ name, args string }{
		{"string", "'received 64 bytes'"},
		{"format", "'received %d bytes', 64"},
		{"object", "{ socketId: 1, data: [1, 2, 3] }"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			p := newPage(b)
			require.NoError(b, p.RunScript("bench.js", "function bench() { console.log("+bench.args+") }"))
			bench := function(b, p, "bench")
			for b.Loop() {
				p.lines, p.levels = p.lines[:0], p.levels[:0]
				p.Call("bench", bench)
			}
		})
	}
}

// BenchmarkTimer sets timers of delay zero, a thousand at a time, and runs them.
func BenchmarkTimer(b *testing.B) {
	const batch = 1000
	p := newPage(b)
	require.NoError(b, p.RunScript("bench.js", `
		var fired = 0;
		function bench() { for (var i = 0; i < `+strconv.Itoa(batch)+`; i++) setTimeout(function () { fired++ }, 0) }`))
	bench := function(b, p, "bench")
	b.ReportAllocs()
	for range (b.N + batch - 1) / batch {
		p.Call("bench", bench)
		require.NoError(b, p.Loop().Run())
	}
	require.GreaterOrEqual(b, p.VM().Get("fired").ToInteger(), int64(b.N))
}

func BenchmarkTextDecoder(b *testing.B) {
	for _, size := range []string{"64", "4096"} {
		b.Run(size, func(b *testing.B) {
			p := newPage(b)
			require.NoError(b, p.RunScript("bench.js", `
				var decoder = new TextDecoder(), bytes = new Uint8Array(`+size+`).fill(97)
				function bench() { return decoder.decode(bytes) }`))
			bench := function(b, p, "bench")
			for b.Loop() {
				p.Call("bench", bench)
			}
		})
	}
}
