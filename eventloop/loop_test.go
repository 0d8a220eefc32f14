package eventloop_test

import (
	"net"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
)

// trace collects the names of what ran, in order.
type trace []string

func (tr *trace) task(name string) func() { return func() { *tr = append(*tr, name) } }

func TestTasksRunFirstInFirstOut(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		l := newLoop(t, b)
		var got, want []int
		for i := range 1000 {
			want = append(want, i)
			l.Post(func() { got = append(got, i) })
		}
		require.NoError(t, l.Run())
		require.Equal(t, want, got)
	})
}

func TestTasksOfManyGoroutinesKeepTheirOrder(t *testing.T) {
	const goroutines, each = 8, 2000
	onHosts(t, func(t *testing.T, h *host) {
		var heard [goroutines][]int
		var wg sync.WaitGroup
		for g := range goroutines {
			wg.Go(func() {
				for i := range each {
					h.Post(func() { heard[g] = append(heard[g], i) })
				}
			})
		}
		wg.Wait()
		h.do(func() {})
		for g := range heard {
			require.Len(t, heard[g], each)
			for i, v := range heard[g] {
				require.Equal(t, i, v)
			}
		}
	})
}

func TestTaskOfTaskRunsNextTurn(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		l := newLoop(t, b)
		var got trace
		l.Post(func() {
			l.Post(got.task("posted"))
			l.Defer(got.task("deferred"))
		})
		l.Post(got.task("second"))
		require.NoError(t, l.Run())
		require.Equal(t, trace{"second", "deferred", "posted"}, got)
	})
}

// A task that always posts the next one must not keep I/O and timers out.
func TestEndlessTasksStarveNobody(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		stop := false
		var again func()
		again = func() {
			if !stop {
				h.Post(again)
			}
		}
		h.Post(again)
		c, peer := h.accepted()
		c.receive(true)
		writeTo(t, peer, "ping")
		c.expect("ping")
		fired := make(chan struct{})
		h.do(func() { h.SetTimeout(1, func() { close(fired) }) })
		next(t, fired)
		h.do(func() { stop = true })
	})
}

func TestRunEndsWhenNothingIsLive(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		l := newLoop(t, b)
		require.NoError(t, l.Run(), "nothing at all")

		var got trace
		l.Post(func() { l.Post(func() { l.Post(got.task("third")) }) })
		require.NoError(t, l.Run())
		require.Equal(t, trace{"third"}, got, "a posted task is live")

		var handle eventloop.Handle
		handle.Open(l, named("work"))
		go l.Post(func() {
			got.task("worker")()
			handle.Close()
			l.SetTimeout(1, got.task("timer"))
		})
		require.NoError(t, l.Run())
		require.Equal(t, trace{"third", "worker", "timer"}, got, "handles and timers are live")

		l.Defer(got.task("deferred"))
		require.NoError(t, l.Run())
		require.Equal(t, trace{"third", "worker", "timer", "deferred"}, got)
	})
}

func TestPostWakesBlockedLoop(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		for range 3000 {
			h.do(func() {})
		}
	})
}

// Two goroutines post at the moments at which the loop is about to block.
func TestNoWakeUpIsLost(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		var wg sync.WaitGroup
		for range 2 {
			wg.Go(func() {
				answer := make(chan struct{}, 1)
				for range 3000 {
					h.Post(func() { h.Post(func() { answer <- struct{}{} }) })
					<-answer
				}
			})
		}
		done := make(chan struct{})
		go func() { wg.Wait(); close(done) }()
		next(t, done)
	})
}

// The loop is awake while it hands out events, so posting then costs nothing.
func TestPostByHandlerNeedsNoWakeUp(t *testing.T) {
	if eventloop.Native.String() == eventloop.Portable.String() {
		t.Skip("the portable backend's completions are posts themselves")
	}
	h := newHost(t, eventloop.Native)
	c, peer := h.dialFirst()
	posted := 0
	c.onReceived = func([]byte) {
		h.Post(func() {
			if posted++; posted == 5 {
				h.end()
				return
			}
			peer.Write([]byte("more")) // there before the loop looks
		})
	}
	c.Receive(true)
	writeTo(t, peer, "first")
	require.NoError(t, h.Run())
	require.Zero(t, h.meter.Wakes.Load())
}

func TestStopFromTaskKeepsTheRest(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		l := newLoop(t, b)
		var got trace
		l.Post(got.task("first"))
		l.Post(func() {
			l.Post(got.task("posted"))
			l.Defer(got.task("deferred"))
			l.Stop()
		})
		l.Post(got.task("rest"))
		require.ErrorIs(t, l.Run(), eventloop.ErrStopped)
		require.Equal(t, trace{"first", "deferred"}, got)
		require.NoError(t, l.Run())
		require.Equal(t, trace{"first", "deferred", "rest", "posted"}, got)
	})
}

func TestStopFromTimerKeepsTheRest(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		l := newLoop(t, b)
		var got trace
		l.SetTimeout(0, func() {
			got.task("timer")()
			l.Stop()
		})
		l.SetTimeout(0, got.task("other timer"))
		l.Post(got.task("task"))
		require.ErrorIs(t, l.Run(), eventloop.ErrStopped)
		require.Equal(t, trace{"timer"}, got)
		require.NoError(t, l.Run())
		require.Equal(t, trace{"timer", "other timer", "task"}, got)
	})
}

func TestStopFromHandlerKeepsTheRest(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		h := newHost(t, b)
		heard := 0
		var peers []*net.TCPConn
		for range 3 {
			c, peer := h.dialFirst()
			c.onReceived = func([]byte) {
				heard++
				h.Stop()
			}
			c.Receive(true)
			peers = append(peers, peer)
		}
		for _, peer := range peers {
			writeTo(t, peer, "x")
		}
		for i := 1; i <= 3; i++ {
			require.ErrorIs(t, h.Run(), eventloop.ErrStopped)
			require.Equal(t, i, heard)
		}
		h.Post(h.end)
		require.NoError(t, h.Run())
	})
}

func TestStopFromAnotherGoroutine(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		l := newLoop(t, b)
		var handle eventloop.Handle
		handle.Open(l, named("work"))
		for range 100 {
			go l.Stop()
			require.ErrorIs(t, l.Run(), eventloop.ErrStopped)
		}
		l.Post(handle.Close)
		require.NoError(t, l.Run())
	})
}

func TestStopBeforeRun(t *testing.T) {
	l := newLoop(t, eventloop.Native)
	var got trace
	l.Post(got.task("task"))
	l.SetTimeout(0, got.task("timer"))
	l.Stop()
	require.ErrorIs(t, l.Run(), eventloop.ErrStopped)
	require.Empty(t, got)
	require.NoError(t, l.Run())
	require.Equal(t, trace{"timer", "task"}, got)
}

func TestDeferredRunAtTheEndOfTheBatch(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		l := newLoop(t, b)
		var got trace
		l.Post(func() {
			got.task("task 1")()
			l.Defer(func() {
				got.task("deferred 1")()
				l.Defer(got.task("deferred by deferred"))
				l.Post(got.task("posted by deferred"))
			})
		})
		l.Post(func() {
			got.task("task 2")()
			l.Defer(got.task("deferred 2"))
		})
		require.NoError(t, l.Run())
		require.Equal(t, trace{"task 1", "task 2", "deferred 1", "deferred 2", "deferred by deferred", "posted by deferred"}, got)
	})
}

// A completion's deferred functions run before the loop blocks again.
func TestDeferredRunAfterCompletions(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.accepted()
		c.onReceived = func(p []byte) { h.Defer(func() { c.Send(p) }) }
		c.receive(true)
		writeTo(t, peer, "echo")
		require.Equal(t, "echo", readFrom(t, peer, 4))
	})
}

func TestPanicsGoToTheHandlerAndTheLoopGoesOn(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		panics := make(chan any, 8)
		h := start(t, b, eventloop.WithPanicHandler(func(r any) { panics <- r }))
		h.Post(func() { panic("task") })
		require.Equal(t, "task", next(t, panics))
		h.Post(func() { h.Defer(func() { panic("deferred") }) })
		require.Equal(t, "deferred", next(t, panics))
		ticks := make(chan struct{}, 2)
		h.do(func() {
			var id eventloop.TimerID
			n := 0
			id = h.SetInterval(0, func() {
				ticks <- struct{}{}
				if n++; n == 2 {
					h.ClearTimer(id)
				}
				panic("timer")
			})
		})
		for range 2 {
			next(t, ticks)
			require.Equal(t, "timer", next(t, panics))
		}

		c, peer := h.accepted()
		c.onReceived = func([]byte) { panic("completion") }
		c.receive(true)
		for range 2 {
			writeTo(t, peer, "x")
			require.Equal(t, "completion", next(t, panics))
		}
	})
}

func TestPanicWithoutHandlerIsLetThrough(t *testing.T) {
	l := newLoop(t, eventloop.Native)
	var got trace
	for range 4 { // let the queues grow
		l.Post(func() {})
	}
	require.NoError(t, l.Run())
	l.Post(func() {
		l.Post(func() {
			l.Post(got.task("third"))
			l.Post(got.task("fourth"))
			got.task("first")()
		})
		l.Post(got.task("second"))
		panic("boom")
	})
	require.PanicsWithValue(t, "boom", func() { l.Run() })
	require.NoError(t, l.Run())
	require.Equal(t, trace{"first", "second", "third", "fourth"}, got)
}

// Goroutines that still work when the loop ends post into the void; their
// wake-up must not reach a descriptor that is no longer the loop's.
func TestPostWhileTheLoopCloses(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		for range 50 {
			l := newLoop(t, b)
			var handle eventloop.Handle
			handle.Open(l, named("work"))
			var wg sync.WaitGroup
			for range 2 {
				wg.Go(func() {
					for range 200 {
						l.Post(func() {})
					}
					l.Post(handle.Close)
					for range 200 {
						l.Post(func() {})
					}
				})
			}
			require.NoError(t, l.Run())
			l.Close()
			wg.Wait()
		}
	})
}

func TestCloseTwice(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		l := newLoop(t, b)
		l.Close()
		other := newLoop(t, b) // may get the same descriptors
		l.Close()
		var handle eventloop.Handle
		handle.Open(other, named("work"))
		go other.Post(handle.Close)
		require.NoError(t, other.Run())
	})
}
