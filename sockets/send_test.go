package sockets_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets"
)

func TestSendNotConnected(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.create()
		w.do(func() { w.sendText(id, "xx"); w.sendText(id, "") })
		w.expect("send 1: -15", "send 1: -15")

		_, port := listenNet(t, "127.0.0.1:0")
		w.do(func() { w.connect(id, "127.0.0.1", port); w.sendText(id, "too early") })
		w.expect("send 1: -15", "connect 1: ok")

		w.do(func() { w.disconnect(id); w.sendText(id, "too late") })
		w.expectAnyOrder("disconnect 1: ok", "send 1: -15", "end 1: -100")
	})
}

func TestSendAnswersInOrder(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		sizes := []int{1, 0, 100, 8191, 8192, 8193, 0, 3, 65536, 2, 1 << 20, 0, 1, 300_000, 5}
		var all []byte
		var want []string
		w.do(func() {
			for i, n := range sizes {
				p := noise(n, uint64(i))
				all = append(all, p...)
				want = append(want, fmt.Sprintf("send 1: %d", n))
				w.send(id, p)
				clear(p) // the data was taken at the call
			}
		})
		got := collect(peer)
		w.expect(want...)
		w.do(func() { w.close(id) })
		w.expect("close 1: ok", "end 1: -100")
		require.Equal(t, outcome{checksum: checksumOf(all)}, next(t, got))
	})
}

func TestSendFromAnswers(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		left := 1000
		w.do(func() {
			w.on["send"] = func(n note) {
				if left--; left > 0 {
					w.send(id, []byte{byte(left)})
				}
			}
			w.send(id, []byte{byte(left)})
		})
		got := readFrom(t, peer, 1000)
		for i := range got {
			require.Equal(t, byte(1000-i), got[i])
		}
		for range 1000 {
			w.expect("send 1: 1")
		}
	})
}

func TestSendManySmall(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		const n = 20_000
		var all []byte
		for i := range n {
			all = fmt.Appendf(all, "%d,", i)
		}
		got := collect(peer)
		for batch := 0; batch < n; batch += 1000 {
			w.do(func() {
				for i := range 1000 {
					w.sendText(id, fmt.Sprintf("%d,", batch+i))
				}
			})
		}
		for i := range n {
			w.expect(fmt.Sprintf("send 1: %d", len(fmt.Sprint(i))+1))
		}
		w.do(func() { w.close(id) })
		require.Equal(t, outcome{checksum: checksumOf(all)}, next(t, got))
		w.expect("close 1: ok", "end 1: -100")
	})
}

func TestSendBigThroughSlowReader(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		data := noise(64<<20, 5)
		want := checksumOf(data)
		w.do(func() { w.send(id, data); w.sendText(id, "tail"); clear(data) })
		w.quiet() // nobody reads, so it cannot be done
		got := collect(peer)
		w.expect("send 1: 67108864", "send 1: 4")
		w.do(func() { w.close(id) })
		w.expect("close 1: ok", "end 1: -100")
		want.Write([]byte("tail"))
		require.Equal(t, outcome{checksum: want}, next(t, got))
	})
}

func TestSendWhileReceiving(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		data := noise(8<<20, 6)
		w.do(func() {
			w.on["data"] = func(n note) { w.TCP.Send(id, n.data, func(int, error) {}) }
		})
		got := collect(peer)
		_, err := peer.Write(data)
		require.NoError(t, err)
		received := 0
		for received < len(data) {
			received += len(w.next().data)
		}
		w.do(func() { w.close(id) })
		require.Equal(t, outcome{checksum: checksumOf(data)}, next(t, got))
		w.expect("close 1: ok", "end 1: -100")
	})
}

func TestSendAfterEnd(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		writeTo(t, peer, "bye")
		peer.CloseWrite()
		w.expectData(id, "bye")
		w.expect("end 1: -100")
		w.do(func() { w.sendText(id, "hello") })
		w.expect("send 1: -15")
		require.Empty(t, readAll(t, peer))
	})
}

// What was queued before the peer's half-close was noticed still arrives.
func TestSendContinuesAfterThePeersHalfClose(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		data := noise(16<<20, 7)
		w.do(func() { w.send(id, data) })
		require.NoError(t, peer.CloseWrite())
		w.expect("end 1: -100")
		w.do(func() { w.sendText(id, "too late") })
		w.expect("send 1: -15")
		require.Equal(t, outcome{checksum: checksumOf(data)}, next(t, collect(peer)))
		w.expect(fmt.Sprintf("send 1: %d", len(data)))
	})
}

// The handler of the last chunk before the end can still answer.
func TestSendInTheLastDataEvent(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		w.do(func() { w.on["data"] = func(n note) { w.sendText(id, "reply") } })
		writeTo(t, peer, "request")
		require.NoError(t, peer.CloseWrite())
		require.Equal(t, "reply", readAll(t, peer))
		w.expectAnyOrder("data 1: request", "send 1: 5", "end 1: -100")
	})
}

func TestSendBrokenPipe(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.pausedConnected()
		reset(t, peer)
		w.do(func() {
			w.sendText(id, "a")
			w.sendText(id, "b")
			w.send(id, make([]byte, 100_000))
			w.sendText(id, "")
		})
		w.expect("send 1: -2", "send 1: -2", "send 1: -2")
		// By the fourth the failure may have shown already.
		require.Contains(t, []string{"send 1: -2", "send 1: -15"}, w.next().String())
		require.False(t, w.info(id).Connected)
		w.do(func() { w.sendText(id, "c") })
		w.expect("send 1: -15")
		w.do(func() { w.resume(id) })
		w.expect("resume 1: ok", "end 1: -100")
	})
}

func TestSendCutOffByReset(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, peer := w.connected()
		w.do(func() { w.sendText(id, "small"); w.send(id, make([]byte, 32<<20)); w.sendText(id, "more") })
		w.expect("send 1: 5")
		reset(t, peer)
		w.expectAnyOrder("send 1: -2", "send 1: -2", "end 1: -100")
		require.Zero(t, ask(w, w.Unsent))
	})
}

func TestSendQuota(t *testing.T) {
	const quota = 1 << 20
	withOptions(t, sockets.Options{WriteQuota: quota}, func(t *testing.T, w *world) {
		id, peer := w.connected()
		got := collect(peer)
		w.do(func() {
			w.send(id, make([]byte, quota+1))
			w.send(id, make([]byte, quota))
			w.sendText(id, "")
			w.sendText(id, "x")
			w.sendText(99, "x") // the quota comes before the id
			w.sendText(99, "")
		})
		w.expectAnyOrder("send 1: Exceeded write quota.", "send 1: 1048576", "send 1: 0",
			"send 1: Exceeded write quota.", "send 99: Exceeded write quota.", "send 99: Socket not found")
		require.Zero(t, ask(w, w.Unsent), "an answer frees it")

		// Nor do failures keep any.
		unconnected := w.create()
		w.do(func() {
			w.send(unconnected, make([]byte, quota))
			w.send(99, make([]byte, quota))
			w.send(id, make([]byte, quota))
		})
		w.expectAnyOrder("send 2: -15", "send 99: Socket not found", "send 1: 1048576")
		w.do(func() { w.close(id) })
		w.expect("close 1: ok", "end 1: -100")
		require.Equal(t, 2*quota, next(t, got).n)
	})
}

// The quota is free again by the time an answer comes.
func TestSendQuotaInsideAnswers(t *testing.T) {
	withOptions(t, sockets.Options{WriteQuota: 10}, func(t *testing.T, w *world) {
		id, peer := w.connected()
		left := 100
		w.do(func() {
			w.on["send"] = func(n note) {
				if left--; left > 0 {
					w.sendText(id, "0123456789")
				}
			}
			w.sendText(id, "0123456789")
		})
		require.Equal(t, strings.Repeat("0123456789", 100), readFrom(t, peer, 1000))
		for range 100 {
			w.expect("send 1: 10")
		}
	})
}

func TestSendQuotaByDefault(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		require.Equal(t, 200<<20, sockets.DefaultWriteQuota)
		id := w.create()
		w.do(func() { w.send(id, make([]byte, 200<<20)); w.send(id, make([]byte, 200<<20+1)) })
		w.expect("send 1: -15", "send 1: Exceeded write quota.")
	})
}
