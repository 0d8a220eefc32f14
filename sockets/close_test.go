package sockets_test

import (
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets"
)

func TestDisconnectUnconnected(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.create()
		w.do(func() { w.disconnect(id); w.disconnect(id); w.close(id); w.close(id); w.disconnect(id) })
		w.expect("disconnect 1: ok", "disconnect 1: ok", "close 1: ok", "close 1: Socket not found", "disconnect 1: Socket not found")
		w.quiet()
	})
}

func TestDisconnectKeepsTheID(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		w.do(func() {
			w.update(id, sockets.Update{Persistent: ptr(true), Name: ptr("n"), BufferSize: ptr(9)})
			w.disconnect(id)
		})
		w.expect("update 1: ok", "disconnect 1: ok", "end 1: -100")
		require.Equal(t, sockets.TCPInfo{Properties: sockets.Properties{Persistent: true, Name: "n", BufferSize: 9}, ID: id, Paused: true}, w.info(id))
		require.Empty(t, readAll(t, peer))

		w.do(func() { w.resume(id); w.disconnect(id) })
		w.expect("resume 1: ok", "disconnect 1: ok")
		w.quiet()
		require.False(t, w.info(id).Paused)
	})
}

func TestCloseGivesUpTheIDAtOnce(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		w.do(func() {
			w.close(id)
			_, err := w.TCP.Info(id)
			require.Equal(t, sockets.ErrNotFound, err)
			require.Empty(t, w.TCP.Sockets())
			w.sendText(id, "x")
			w.close(id)
		})
		w.expectAnyOrder("close 1: ok", "send 1: Socket not found", "close 1: Socket not found", "end 1: -100")
		require.Empty(t, readAll(t, peer))
	})
}

// A connection that could receive reports its own end, after the answer.
func TestOwnEndIsReported(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, _ := w.connected()
		w.do(func() { w.pause(id); w.close(id) })
		w.expect("pause 1: ok", "close 1: ok", "end 1: -100")

		// Being unpaused for a moment is enough.
		id, _ = w.pausedConnected()
		w.do(func() { w.resume(id); w.pause(id); w.disconnect(id); w.close(id) })
		w.expect("resume 2: ok", "pause 2: ok", "disconnect 2: ok")
		w.expectAnyOrder("end 2: -100", "close 2: ok")

		id, _ = w.accepted()
		w.do(func() { w.resume(id); w.disconnect(id) })
		w.expect("resume 3: ok", "disconnect 3: ok", "end 3: -100")
		w.quiet()
	})
}

func TestOwnEndOfAPausedConnectionIsSilent(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, _ := w.pausedConnected()
		w.do(func() { w.disconnect(id) })
		w.expect("disconnect 1: ok")

		// It counts per connection.
		w.do(func() { w.resume(id); w.pause(id) })
		w.expect("resume 1: ok", "pause 1: ok")
		w.connectPeer(id)
		w.do(func() { w.pause(id); w.close(id) })
		w.expect("pause 1: ok", "close 1: ok")

		id, _ = w.accepted()
		w.do(func() { w.close(id) })
		w.expect("close 2: ok")

		w.do(func() { w.TCP.Create(sockets.Update{}) })
		w.do(func() { w.close(3) })
		w.expect("close 3: ok")
		w.quiet()
	})
}

func TestCloseDeliversWhatWasSent(t *testing.T) {
	for _, size := range []int{1, 100, 8192, 1 << 20, 16 << 20} {
		data := noise(size, uint64(size))
		for _, way := range []string{"close", "disconnect", "disconnect and close"} {
			t.Run(fmt.Sprint(way, " after ", size), func(t *testing.T) {
				onBackends(t, func(t *testing.T, w *world) {
					id, peer := w.connected()
					want := []string{fmt.Sprintf("send 1: %d", size), "send 1: 4"}
					w.do(func() {
						w.send(id, data)
						w.sendText(id, "tail")
						if way != "close" {
							w.disconnect(id)
							want = append(want, "disconnect 1: ok")
						}
						if way != "disconnect" {
							w.close(id)
							want = append(want, "close 1: ok")
						}
					})
					if size >= 16<<20 {
						w.quiet() // the reader has not begun
						require.Contains(t, ask(w, w.loop.OpenHandles)[0], "tcp socket 1 sending its last bytes to 127.0.0.1:")
					}
					require.Equal(t, outcome{checksum: checksumOf(data, []byte("tail"))}, next(t, collect(peer)))
					w.expect(want[:3]...)
					w.expectAnyOrder(append(want[3:], "end 1: -100")...)
					w.quiet()
				})
			})
		}
	}
}

func TestCloseGivesUpWithoutProgress(t *testing.T) {
	withOptions(t, sockets.Options{DrainLimit: 100 * time.Millisecond}, func(t *testing.T, w *world) {
		id, peer := w.connected()
		begin := time.Now()
		w.do(func() {
			w.sendText(id, "small")
			w.send(id, make([]byte, 64<<20))
			w.sendText(id, "")
			w.disconnect(id)
			w.close(id)
		})
		w.expect("send 1: 5", "send 1: -3", "send 1: -3", "disconnect 1: ok")
		w.expectAnyOrder("close 1: ok", "end 1: -100")
		require.GreaterOrEqual(t, time.Since(begin), 100*time.Millisecond)
		require.Zero(t, ask(w, w.Unsent))
		n, _ := io.Copy(io.Discard, struct{ io.Reader }{peer})
		require.Less(t, n, int64(64<<20))
	})
}

func TestCloseGivesUpAfterTenSecondsByDefault(t *testing.T) {
	require.Equal(t, 10*time.Second, sockets.DefaultDrainLimit)
}

func TestCloseCutOffByReset(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		w.do(func() { w.send(id, make([]byte, 32<<20)); w.sendText(id, "x"); w.close(id) })
		w.quiet()
		reset(t, peer)
		w.expect("send 1: -2", "send 1: -2", "close 1: ok", "end 1: -100")
		require.Zero(t, ask(w, w.Unsent))
	})
}

// While one connection drains, the socket can have others; the answers come
// when all are closed.
func TestCloseWaitsForEveryConnection(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, first := w.connected()
		data := noise(16<<20, 9)
		w.do(func() { w.send(id, data); w.disconnect(id) })
		second := w.connectPeer(id)
		w.do(func() { w.send(id, data); w.close(id) })
		w.quiet()
		require.Equal(t, outcome{checksum: checksumOf(data)}, next(t, collect(second)))
		w.expect(fmt.Sprintf("send 1: %d", len(data)))
		w.quiet()
		require.Equal(t, outcome{checksum: checksumOf(data)}, next(t, collect(first)))
		w.expect(fmt.Sprintf("send 1: %d", len(data)), "disconnect 1: ok")
		w.expectAnyOrder("close 1: ok", "end 1: -100")
		w.quiet()
	})
}

// Calls from answers and events see a consistent host while it drains.
func TestCloseFromASendAnswer(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		w.do(func() {
			w.on["send"] = func(n note) {
				w.on["send"] = nil
				w.close(n.id)
				w.sendText(n.id, "gone")
			}
			w.sendText(id, "one")
			w.sendText(id, "two")
		})
		w.expect("send 1: 3", "send 1: 3")
		w.expectAnyOrder("close 1: ok", "send 1: Socket not found", "end 1: -100")
		require.Equal(t, "onetwo", readAll(t, peer))
	})
}

func TestClosedSocketsSendNothingMore(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		w.do(func() {
			w.send(id, make([]byte, 16<<20))
			w.disconnect(id)
			w.sendText(id, "x")
			w.keepAlive(id, true, 0)
		})
		w.expect("send 1: -15", "keepAlive 1: -2")
		require.Equal(t, 16<<20, next(t, collect(peer)).n)
		w.expect("send 1: 16777216", "disconnect 1: ok", "end 1: -100")
	})
}
