package sockets_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/sockets"
)

func TestSendToUnbound(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.createUDP()
		w.do(func() { w.sendTextTo(id, "x", "127.0.0.1", 9); w.sendTextTo(id, "x", "127.0.0.1", -1) })
		w.expectAnyOrder("send 1: -15", "send 1: -4")
		w.do(func() { w.sendTextTo(id, "x", "localhost", 9) })
		w.expect("send 1: -15")
		w.do(func() { w.sendTextTo(id, "x", "nobody.example", 9) })
		w.expect("send 1: -105")
	})
}

func TestSendToCodes(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, _ := w.bound("127.0.0.1")
		for _, c := range []struct {
			host   string
			port   int
			family sockets.Family
			answer string
		}{
			{"nobody.example", 9, sockets.AnyFamily, "-105"},
			{"", 9, sockets.AnyFamily, "-105"},
			{"[::1]", 9, sockets.AnyFamily, "-105"},
			{"127.0.0.1", 9, sockets.IPv6Only, "-105"},
			{"::1", 9, sockets.IPv4Only, "-105"},
			{"localhost", 9, sockets.AnyFamily, "-109"}, // ::1 comes first
			{"::1", 9, sockets.AnyFamily, "-109"},
			{"::ffff:127.0.0.1", 9, sockets.AnyFamily, "-109"},
			{"127.0.0.1", 0, sockets.AnyFamily, "-4"},
			{"127.0.0.1", -1, sockets.AnyFamily, "-4"},
			{"127.0.0.1", 65536, sockets.AnyFamily, "-4"},
			{"127.0.0.1", 1, sockets.AnyFamily, "1"}, // nobody there
			{"localhost", 1, sockets.IPv4Only, "1"},
			{"127.1", 1, sockets.IPv4Only, "1"},
		} {
			w.do(func() { w.sendOver(id, []byte("x"), c.host, c.port, c.family) })
			require.Equal(t, fmt.Sprintf("send %d: %s", id, c.answer), w.next().String(), "%s port %d", c.host, c.port)
		}
		require.Zero(t, ask(w, w.Unsent))
	})
}

func TestSendToSizes(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, own := w.bound("127.0.0.1")
		peer, port := peerUDP(t, "127.0.0.1")
		for _, size := range []int{0, 1, 1400, 9000, 65507} {
			data := noise(size, 1)
			w.do(func() { w.sendTo(id, data, "127.0.0.1", port) })
			w.expect(fmt.Sprintf("send 1: %d", size))
			got, from := readUDP(t, peer)
			require.Equal(t, string(data), got)
			require.EqualValues(t, own, from.Port())
		}
		for _, size := range []int{65508, 65535, 65536, 100000} {
			w.do(func() { w.sendTo(id, make([]byte, size), "127.0.0.1", port) })
			w.expect("send 1: -142")
		}
		w.do(func() { w.sendTextTo(id, "after", "127.0.0.1", port) })
		w.expect("send 1: 5")
		got, _ := readUDP(t, peer)
		require.Equal(t, "after", got)
	})
}

// The data of a send is the caller's again at once.
func TestSendToDoesNotKeepData(t *testing.T) {
	withOptions(t, sockets.Options{Resolver: dns(map[string][]string{"peer.example": {"127.0.0.1"}})}, func(t *testing.T, w *world) {
		id, _ := w.bound("127.0.0.1")
		peer, port := peerUDP(t, "127.0.0.1")
		for _, host := range []string{"127.0.0.1", "peer.example"} {
			w.do(func() {
				data := []byte("mine")
				w.sendTo(id, data, host, port)
				w.sendTo(id, data, host, port)
				copy(data, "gone")
			})
			w.expect("send 1: 4", "send 1: 4")
			for range 2 {
				got, _ := readUDP(t, peer)
				require.Equal(t, "mine", got)
			}
		}
	})
}

func TestSendToManyInOrder(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id, _ := w.bound("127.0.0.1")
		peer, port := peerUDP(t, "127.0.0.1")
		const n = 100
		w.do(func() {
			for i := range n {
				w.sendTextTo(id, fmt.Sprintf("%03d", i), "127.0.0.1", port)
			}
		})
		for i := range n {
			got, _ := readUDP(t, peer)
			require.Equal(t, fmt.Sprintf("%03d", i), got)
			w.expect("send 1: 3")
		}
	})
}

func TestSendToThenCloseDelivers(t *testing.T) {
	withOptions(t, sockets.Options{Resolver: dns(map[string][]string{"peer.example": {"127.0.0.1"}})}, func(t *testing.T, w *world) {
		peer, port := peerUDP(t, "127.0.0.1")
		for _, host := range []string{"127.0.0.1", "peer.example"} {
			id, _ := w.bound("127.0.0.1")
			w.do(func() {
				w.sendTextTo(id, "one", host, port)
				w.sendTextTo(id, "two", host, port)
				w.closeUDP(id)
				_, err := w.UDP.Info(id)
				require.Equal(t, sockets.ErrNotFound, err)
			})
			w.expect(fmt.Sprintf("send %d: 3", id), fmt.Sprintf("send %d: 3", id), fmt.Sprintf("close %d: ok", id))
			first, _ := readUDP(t, peer)
			second, _ := readUDP(t, peer)
			require.ElementsMatch(t, []string{"one", "two"}, []string{first, second})
		}
	})
}

// A name that nobody answers for holds a closing socket no longer than the
// limit.
func TestUDPCloseDuringNameResolution(t *testing.T) {
	withOptions(t, sockets.Options{DrainLimit: 50 * time.Millisecond}, func(t *testing.T, w *world) {
		id, _ := w.bound("127.0.0.1")
		unbound := w.createUDP()
		w.do(func() {
			w.sendTextTo(id, "x", "slow.example", 9)
			w.sendTextTo(unbound, "x", "slow-too.example", 9)
			w.closeUDP(id)
			w.closeUDP(unbound)
			require.Contains(t, w.loop.OpenHandles(), "udp socket 2 looking up slow-too.example")
		})
		w.expectAnyOrder("send 1: -3", "close 1: ok", "send 2: -3", "close 2: ok")
		require.Zero(t, ask(w, w.Unsent))
		w.quiet()
	})
}

func TestHostCloseDuringNameResolution(t *testing.T) {
	withOptions(t, sockets.Options{DrainLimit: 50 * time.Millisecond}, func(t *testing.T, w *world) {
		id := w.createUDP()
		w.do(func() {
			w.sendTextTo(id, "x", "slow.example", 9)
			w.Host.Close(func() { w.note(note{what: "closed"}) })
		})
		w.expect("send 1: -3", "closed 0: ok")
	})
}

// Looking up a name keeps the loop going, even on an unbound socket.
func TestLoopAwaitsTheAnswersOfSendTo(t *testing.T) {
	for _, b := range eventloop.Backends() {
		t.Run(b.String(), func(t *testing.T) {
			w := newWorld(t, b, sockets.Options{})
			defer w.loop.Close()
			w.sendTextTo(w.UDP.Create(sockets.Update{}), "x", "nobody.example", 9)
			require.Equal(t, []string{"udp socket 1 looking up nobody.example"}, w.loop.OpenHandles())
			require.NoError(t, w.loop.Run())
			w.expect("send 1: -105")
		})
	}
}

func TestSendToQuota(t *testing.T) {
	withOptions(t, sockets.Options{WriteQuota: 10}, func(t *testing.T, w *world) {
		id, _ := w.bound("127.0.0.1")
		_, port := peerUDP(t, "127.0.0.1")
		w.do(func() {
			w.sendTextTo(id, "12345678901", "127.0.0.1", port)
			w.sendTextTo(99, "12345678901", "127.0.0.1", port) // asked before the id
			w.sendTextTo(id, "123456", "127.0.0.1", port)
			w.sendTextTo(id, "12345", "127.0.0.1", port)
			w.sendTextTo(id, "1234", "127.0.0.1", port)
			w.sendTextTo(id, "", "127.0.0.1", port)
		})
		w.expectAnyOrder("send 1: Exceeded write quota.", "send 99: Exceeded write quota.", "send 1: 6",
			"send 1: Exceeded write quota.", "send 1: 4", "send 1: 0")
		require.Zero(t, ask(w, w.Unsent))
		w.do(func() { w.sendTextTo(id, "1234567890", "127.0.0.1", port) })
		w.expect("send 1: 10")
	})
}

func TestBroadcast(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		id := w.createUDP()
		w.do(func() { w.broadcast(id, true) })
		w.expect("broadcast 1: -15")
		id, _ = w.bound("127.0.0.1")
		send := func() { w.sendTextTo(id, "x", "127.255.255.255", 9) }
		w.do(send)
		w.expect("send 2: -10")
		w.do(func() { w.broadcast(id, true) })
		w.expect("broadcast 2: ok")
		w.do(send)
		w.expect("send 2: 1")
		w.do(func() { w.broadcast(id, false) })
		w.expect("broadcast 2: ok")
		w.do(send)
		w.expect("send 2: -10")
	})
}

func TestUDPPermissions(t *testing.T) {
	allowed, err := sockets.ParsePermissions([]byte(`{"udp": {"bind": "127.0.0.1:*", "send": "127.0.0.1:9"}}`))
	require.NoError(t, err)
	withOptions(t, sockets.Options{Permissions: allowed}, func(t *testing.T, w *world) {
		id := w.createUDP()
		w.do(func() {
			w.bind(id, "0.0.0.0", 0)
			w.bind(id, "bogus", -1)
			w.sendTextTo(id, "x", "127.0.0.1", 10)
			w.sendTextTo(id, "x", "localhost", 9)
			w.join(id, "224.0.0.250")
			w.leave(id, "224.0.0.250")
			_, err := w.UDP.JoinedGroups(id)
			require.EqualError(t, err, "App does not have permission")
		})
		for _, what := range []string{"bind", "bind", "send", "send", "join", "leave"} {
			w.expect(what + " 1: App does not have permission")
		}
		w.do(func() { w.bind(id, "127.0.0.1", 0); w.sendTextTo(id, "x", "127.0.0.1", 9) })
		w.expect("bind 1: ok", "send 1: 1")
	})
}
