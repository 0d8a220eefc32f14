package eventloop_test

import (
	"errors"
	"net/netip"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
)

func TestListenAddresses(t *testing.T) {
	for _, test := range []struct{ name, listen, connect, local, remote string }{
		{"IPv4", "127.0.0.1:0", "127.0.0.1", "127.0.0.1", "127.0.0.1"},
		{"all of IPv4", "0.0.0.0:0", "127.0.0.1", "127.0.0.1", "127.0.0.1"},
		{"IPv6", "[::1]:0", "::1", "::1", "::1"},
		{"both, by IPv6", "[::]:0", "::1", "::1", "::1"},
		{"both, by IPv4", "[::]:0", "127.0.0.1", "::ffff:127.0.0.1", "::ffff:127.0.0.1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			onHosts(t, func(t *testing.T, h *host) {
				a := h.listen(test.listen)
				bound := a.addr()
				require.Equal(t, netip.MustParseAddrPort(test.listen).Addr(), bound.Addr())
				require.NotZero(t, bound.Port())

				a.accept(true)
				peer := connect(t, netip.AddrPortFrom(netip.MustParseAddr(test.connect), bound.Port()))
				s := next(t, a.accepted)
				require.Equal(t, netip.AddrPortFrom(netip.MustParseAddr(test.local), bound.Port()), ask(h, s.LocalAddr))
				port := netip.MustParseAddrPort(peer.LocalAddr().String()).Port()
				require.Equal(t, netip.AddrPortFrom(netip.MustParseAddr(test.remote), port), ask(h, s.RemoteAddr))
			})
		})
	}
}

func TestListenOnPortInUse(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		_, addr := listenNet(t, "127.0.0.1:0")
		var err error
		h.do(func() { _, err = h.Network().Listen(addr, -1, &acceptor{h: h}) })
		requireErrno(t, syscall.EADDRINUSE, err)
	})
}

func requireErrno(t *testing.T, want syscall.Errno, err error) {
	t.Helper()
	var errno syscall.Errno
	require.True(t, errors.As(err, &errno), "%v", err)
	require.Equal(t, want, errno)
}

func TestListenAgainAfterClose(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		a := h.listen("127.0.0.1:0")
		addr := a.addr()
		a.accept(true)
		peer := a.connect()
		s := next(t, a.accepted)
		h.do(func() { s.Close(); a.Close() }) // leaves a TIME_WAIT behind
		peer.Close()
		again := h.listen(addr.String())
		require.Equal(t, addr, again.addr())
	})
}

func TestStoppedListenerReportsNothingAndLosesNothing(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		a := h.listen("127.0.0.1:0")
		waiting := map[string]bool{}
		dial := func(n int) {
			for range n {
				waiting[a.connect().LocalAddr().String()] = true
			}
		}
		arrive := func() {
			t.Helper()
			for range len(waiting) {
				remote := ask(h, next(t, a.accepted).RemoteAddr).String()
				require.True(t, waiting[remote])
				delete(waiting, remote)
			}
		}
		dial(3)
		h.settle()
		require.Empty(t, a.accepted, "accepting starts stopped")
		a.accept(true)
		arrive()
		a.accept(false)
		dial(3)
		h.settle()
		require.Empty(t, a.accepted)
		h.do(func() { a.Accept(true); a.Accept(false) })
		h.settle()
		require.Empty(t, a.accepted)
		h.do(func() { a.Accept(true); a.Accept(true) })
		arrive()
		require.Empty(t, a.failed)
	})
}

// A handler that stops in every Accepted gets exactly one connection each time.
func TestAcceptOneByOne(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		const connections = 100
		a := h.listen("127.0.0.1:0")
		a.onAccepted = func(*conn) { a.Accept(false) }
		waiting := map[string]bool{}
		for range connections {
			waiting[a.connect().LocalAddr().String()] = true
		}
		for range connections {
			a.accept(true)
			remote := ask(h, next(t, a.accepted).RemoteAddr).String()
			require.True(t, waiting[remote])
			delete(waiting, remote)
			h.do(func() {})
			require.Empty(t, a.accepted)
		}
	})
}

func TestListenerClosedInAccepted(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		a := h.listen("127.0.0.1:0")
		a.onAccepted = func(*conn) { a.Close() }
		for range 5 {
			a.connect()
		}
		addr := a.addr()
		a.accept(true)
		s := next(t, a.accepted)
		h.settle()
		require.Empty(t, a.accepted, "nothing after Close")
		require.Empty(t, a.failed)
		_, err := h.dial(addr)
		requireErrno(t, syscall.ECONNREFUSED, err)
		s.receive(true) // the one that was accepted lives on
		h.do(func() { a.Close(); a.Accept(true) })
	})
}

func TestListenerClosedWhileConnectionsWait(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		a := h.listen("127.0.0.1:0")
		a.accept(true)
		a.accept(false)
		peer := a.connect()
		h.settle()
		h.do(a.Close)
		_, err := peer.Read(make([]byte, 1))
		require.Error(t, err)
		h.settle()
		require.Empty(t, a.accepted)
		require.Empty(t, a.failed)
	})
}

func TestStoppedListenerIsIdle(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		a := h.listen("127.0.0.1:0")
		a.accept(true)
		a.connect()
		next(t, a.accepted)
		a.accept(false)
		for range 3 {
			a.connect()
		}
		requireIdle(h)
	})
}

// A flood of connections does not keep the open ones waiting: what was sent
// before the flood is heard before all of it is accepted.
func TestAcceptingIsBounded(t *testing.T) {
	h := start(t, eventloop.Native)
	c, peer := h.accepted()
	c.receive(true)
	a := h.listen("127.0.0.1:0")
	const flood = 100
	for range flood {
		a.connect()
	}
	accepted := 0
	a.onAccepted = func(*conn) { accepted++ }
	heardAfter := -1
	c.onReceived = func([]byte) { heardAfter = accepted }
	blocked := make(chan struct{})
	h.Post(func() { a.Accept(true); <-blocked })
	writeTo(t, peer, "x")
	close(blocked)
	for range flood {
		next(t, a.accepted)
	}
	c.expect("x")
	require.Less(t, ask(h, func() int { return heardAfter }), flood)
}
