package eventloop_test

import (
	"io"
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
)

func benchmarkBackends(b *testing.B, bench func(b *testing.B, backend eventloop.Backend)) {
	for _, backend := range eventloop.Backends() {
		b.Run(backend.String(), func(b *testing.B) { b.ReportAllocs(); bench(b, backend) })
	}
}

// From another goroutine to the loop and back, the loop blocking in between.
func BenchmarkPostRoundTrip(b *testing.B) {
	benchmarkBackends(b, func(b *testing.B, backend eventloop.Backend) {
		h := start(b, backend)
		done := make(chan struct{})
		task := func() { done <- struct{}{} }
		for b.Loop() {
			h.Post(task)
			<-done
		}
	})
}

// A task that posts the next: a turn of the loop each.
func BenchmarkTurn(b *testing.B) {
	benchmarkBackends(b, func(b *testing.B, backend eventloop.Backend) {
		l := newLoop(b, backend)
		var task func()
		task = func() {
			if b.Loop() {
				l.Post(task)
			}
		}
		l.Post(task)
		require.NoError(b, l.Run())
	})
}

func BenchmarkTimerSetAndClear(b *testing.B) {
	l := newLoop(b, eventloop.Portable)
	b.ReportAllocs()
	for i := range 1000 {
		l.SetTimeout(time.Hour+time.Duration(i), func() {})
	}
	nop := func() {}
	for b.Loop() {
		l.ClearTimer(l.SetTimeout(time.Hour, nop))
	}
}

// Timers of delay zero, a thousand due in each turn.
func BenchmarkTimerFire(b *testing.B) {
	l := newLoop(b, eventloop.Native)
	b.ReportAllocs()
	const batch = 1000
	nop := func() {}
	for i := 0; i < b.N; i += batch {
		for range min(batch, b.N-i) {
			l.SetTimeout(0, nop)
		}
		require.NoError(b, l.Run())
	}
}

type echo struct{ eventloop.Stream }

func (e echo) Received(p []byte) {
	if n, err := e.Write(p); err == nil && n < len(p) {
		e.Send(p[n:])
	}
}
func (e echo) ReceiveEnded(error) { e.Close() }
func (e echo) Sent(error)         {}

type echoes struct{}

func (echoes) Accepted(s eventloop.Stream) { s.SetHandler(echo{s}); s.Receive(true) }
func (echoes) AcceptFailed(error)          {}

// 64 bytes there and back over loopback, with a blocking client beside.
func BenchmarkEcho(b *testing.B) {
	benchmarkBackends(b, func(b *testing.B, backend eventloop.Backend) {
		h := start(b, backend)
		a := &acceptor{h: h}
		h.do(func() {
			if l, err := h.Network().Listen(loopback, -1, echoes{}); err == nil {
				a.Listener = l
				l.Accept(true)
				h.closers = append(h.closers, l)
			}
		})
		peer, err := net.Dial("tcp", a.addr().String())
		require.NoError(b, err)
		defer peer.Close()
		message := make([]byte, 64)
		b.SetBytes(64)
		for b.Loop() {
			peer.Write(message)
			if _, err := io.ReadFull(peer, message); err != nil {
				b.Fatal(err)
			}
		}
	})
}
