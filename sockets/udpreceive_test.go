package sockets_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets"
)

func TestReceiveFrom(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		for _, c := range []struct{ bind, peer, seen string }{
			{"127.0.0.1", "127.0.0.1", "127.0.0.1"},
			{"0.0.0.0", "127.0.0.1", "127.0.0.1"},
			{"::1", "::1", "::1"},
			{"::", "::1", "::1"},
			{"::", "127.0.0.1", "::ffff:7f00:1"},
			{"::ffff:127.0.0.1", "127.0.0.1", "::ffff:7f00:1"},
		} {
			id, port := w.bound(c.bind)
			first, firstPort := peerUDP(t, c.peer)
			second, secondPort := peerUDP(t, c.peer)
			writeUDP(t, first, port, "a", "")
			writeUDP(t, second, port, "b")
			writeUDP(t, first, port, "c")
			for _, want := range []note{
				{data: []byte("a"), from: sockets.Endpoint{Address: c.seen, Port: firstPort}},
				{data: []byte{}, from: sockets.Endpoint{Address: c.seen, Port: firstPort}},
				{data: []byte("b"), from: sockets.Endpoint{Address: c.seen, Port: secondPort}},
				{data: []byte("c"), from: sockets.Endpoint{Address: c.seen, Port: firstPort}},
			} {
				want.what, want.id = "datagram", id
				require.Equal(t, want, w.next())
			}
			// The address can be answered as it was seen.
			w.do(func() { w.sendTextTo(id, "reply", c.seen, firstPort) })
			w.expect(fmt.Sprintf("send %d: 5", id))
			got, _ := readUDP(t, first)
			require.Equal(t, "reply", got)
		}
	})
}

func TestDatagramsLargerThanTheBuffer(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		peer, _ := peerUDP(t, "127.0.0.1")
		for _, c := range []struct{ bufferSize, fits int }{{0, 4096}, {-1, 4096}, {3, 3}, {65507, 65507}, {1 << 30, 65507}} {
			id, port := w.bound("127.0.0.1")
			w.do(func() { w.updateUDP(id, sockets.Update{BufferSize: &c.bufferSize}) })
			w.expect(fmt.Sprintf("update %d: ok", id))
			fitting := strings.Repeat("x", c.fits)
			writeUDP(t, peer, port, fitting)
			w.expect(fmt.Sprintf("datagram %d: %s", id, fitting))
			if c.fits == 65507 {
				continue // nothing is larger
			}
			writeUDP(t, peer, port, fitting+"y", "later")
			w.expect(fmt.Sprintf("datagram error %d: -142", id))
			w.quiet()
			require.True(t, w.udpInfo(id).Paused)
			w.do(func() { w.updateUDP(id, sockets.Update{BufferSize: ptr(0)}); w.resumeUDP(id) })
			w.expect(fmt.Sprintf("update %d: ok", id), fmt.Sprintf("resume %d: ok", id), fmt.Sprintf("datagram %d: later", id))
		}
	})
}

func TestBufferSizeChangesBetweenDatagrams(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		_, port := w.bound("127.0.0.1")
		peer, _ := peerUDP(t, "127.0.0.1")
		w.do(func() {
			w.on["datagram"] = func(n note) { w.updateUDP(n.id, sockets.Update{BufferSize: ptr(len(n.data))}) }
			writeUDP(t, peer, port, "12", "34", "567", "8")
		})
		w.expectAnyOrder("datagram 1: 12", "update 1: ok", "datagram 1: 34", "update 1: ok", "datagram error 1: -142")
		w.quiet()
	})
}

func TestUDPPauseHoldsDatagrams(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, port := w.bound("127.0.0.1")
		peer, _ := peerUDP(t, "127.0.0.1")
		w.do(func() {
			writeUDP(t, peer, port, "1", "2")
			w.pauseUDP(id) // nothing follows, although they are here already
		})
		w.expect("pause 1: ok")
		writeUDP(t, peer, port, "3")
		w.quiet()
		w.do(func() { w.resumeUDP(id) })
		w.expect("resume 1: ok", "datagram 1: 1", "datagram 1: 2", "datagram 1: 3")

		w.do(func() { w.pauseUDP(id); writeUDP(t, peer, port, "4"); w.resumeUDP(id); w.pauseUDP(id) })
		w.expect("pause 1: ok", "resume 1: ok", "pause 1: ok")
		w.quiet()
		w.do(func() { w.resumeUDP(id) })
		w.expect("resume 1: ok", "datagram 1: 4")
	})
}

func TestUDPPauseInsideAnEvent(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, port := w.bound("127.0.0.1")
		peer, _ := peerUDP(t, "127.0.0.1")
		w.do(func() {
			w.on["datagram"] = func(n note) { w.pauseUDP(n.id) }
			writeUDP(t, peer, port, "1", "2")
		})
		w.expect("datagram 1: 1", "pause 1: ok")
		w.quiet()
		w.do(func() { w.resumeUDP(id) })
		w.expect("resume 1: ok", "datagram 1: 2", "pause 1: ok")
		w.quiet()
	})
}

func TestUDPPauseBeforeBind(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.createUDP()
		w.do(func() { w.pauseUDP(id); w.bind(id, "127.0.0.1", 0) })
		w.expect("pause 1: ok", "bind 1: ok")
		peer, _ := peerUDP(t, "127.0.0.1")
		writeUDP(t, peer, w.udpInfo(id).Local.Port, "x")
		w.quiet()
		w.do(func() { w.resumeUDP(id) })
		w.expect("resume 1: ok", "datagram 1: x")
	})
}

func TestUDPCloseInsideAnEvent(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		_, port := w.bound("127.0.0.1")
		peer, _ := peerUDP(t, "127.0.0.1")
		w.do(func() {
			w.on["datagram"] = func(n note) { w.closeUDP(n.id) }
			w.on["datagram error"] = func(n note) { w.closeUDP(n.id) }
			writeUDP(t, peer, port, "1", "2", "3")
		})
		w.expect("datagram 1: 1", "close 1: ok")
		w.quiet()

		_, port = w.bound("127.0.0.1")
		writeUDP(t, peer, port, strings.Repeat("x", 4097), "2")
		w.expect("datagram error 2: -142", "close 2: ok")
		w.quiet()
	})
}

func TestNobodyListensToDatagrams(t *testing.T) {
	lines, log := newLogged()
	withOptions(t, sockets.Options{Log: log}, func(t *testing.T, w *world) {
		id, port := w.bound("127.0.0.1")
		peer, _ := peerUDP(t, "127.0.0.1")
		w.do(func() { w.deaf = true })
		writeUDP(t, peer, port, "1")
		require.Equal(t, "DEBUG udp socket 1: a datagram dropped, since nothing listens to chrome.sockets.udp.onReceive", next(t, lines.lines))
		writeUDP(t, peer, port, "2")
		w.settle()
		w.do(func() { w.deaf = false })
		writeUDP(t, peer, port, "3")
		require.Eventually(t, func() bool { return w.next().String() == "datagram 1: 3" }, patience, 1)
		require.False(t, w.udpInfo(id).Paused)
		require.Empty(t, lines.lines)
	})
}

// Two sockets of the host echo a few thousand datagrams, one at a time.
func TestDatagramsBackAndForth(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		ping, _ := w.bound("127.0.0.1")
		_, port := w.bound("127.0.0.1")
		const rounds = 2000
		left := rounds
		w.do(func() {
			w.on["datagram"] = func(n note) {
				if n.id == ping {
					if left--; left == 0 {
						return
					}
				}
				w.UDP.Send(n.id, n.data, n.from.Address, n.from.Port, sockets.AnyFamily, func(int, error) {})
			}
			w.UDP.Send(ping, []byte("ball"), "127.0.0.1", port, sockets.AnyFamily, func(int, error) {})
		})
		for range 2 * rounds {
			require.Equal(t, "datagram", w.next().what)
		}
		w.quiet()
	})
}
