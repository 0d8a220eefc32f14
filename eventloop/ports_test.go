package eventloop_test

import (
	"net"
	"net/netip"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
)

// sharers are hosts that share their ports.
func sharers(t *testing.T, b eventloop.Backend, n int) []*host {
	ports := &eventloop.Ports{}
	hosts := make([]*host, n)
	for i := range hosts {
		hosts[i] = start(t, b, eventloop.WithPorts(ports))
	}
	return hosts
}

// listenError is why a host cannot listen.
func (h *host) listenError(addr netip.AddrPort) error {
	h.t.Helper()
	return ask(h, func() error {
		l, err := h.Network().Listen(addr, -1, &acceptor{h: h})
		if err == nil {
			l.Close()
		}
		return err
	})
}

// everyoneAccepts makes connections until each listener has had one, and tells
// how many there were.
func everyoneAccepts(t *testing.T, listeners ...*acceptor) (connections int) {
	t.Helper()
	accepted := make(chan int, 1<<11)
	for i, l := range listeners {
		l.h.do(func() {
			l.onAccepted = func(c *conn) { put(accepted, i); c.Close() }
			l.Accept(true)
		})
	}
	addr := listeners[0].addr()
	seen := map[int]bool{}
	for len(seen) < len(listeners) {
		require.Less(t, connections, 500, "only %d of %d listeners accept", len(seen), len(listeners))
		c := connect(t, addr)
		seen[next(t, accepted)] = true
		c.Close()
		connections++
	}
	return connections
}

func TestSharedPort(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		for _, addr := range []string{"127.0.0.1:0", "[::1]:0"} {
			hosts := sharers(t, b, 4)
			var listeners []*acceptor
			for _, h := range hosts {
				listeners = append(listeners, h.listen(addr))
			}
			at := listeners[0].addr()
			for _, l := range listeners {
				require.Equal(t, at, l.addr())
			}
			everyoneAccepts(t, listeners...)

			late := start(t, b)
			require.ErrorIs(t, late.listenError(at), syscall.EADDRINUSE)
		}
	})
}

// TestHubSharesEvenly: who keeps up gets as many connections as the others.
func TestHubSharesEvenly(t *testing.T) {
	hosts := sharers(t, eventloop.Portable, 3)
	var listeners []*acceptor
	for _, h := range hosts {
		listeners = append(listeners, h.listen("127.0.0.1:0"))
	}
	require.Less(t, everyoneAccepts(t, listeners...), 30)
}

func TestSharedPortIsOursAlone(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		hosts := sharers(t, b, 2)
		_, taken := listenNet(t, "127.0.0.1:0")
		for _, h := range hosts {
			require.ErrorIs(t, h.listenError(taken), syscall.EADDRINUSE)
		}

		// What is shared here is taken for others that share with others.
		addr := hosts[0].listen("127.0.0.1:0").addr()
		others := sharers(t, b, 1)
		require.ErrorIs(t, others[0].listenError(addr), syscall.EADDRINUSE)
		hosts[1].listen(addr.String())
		require.ErrorIs(t, others[0].listenError(addr), syscall.EADDRINUSE)
		_, err := net.Listen("tcp", addr.String())
		require.ErrorIs(t, err, syscall.EADDRINUSE)
	})
}

func TestOneLoopListensOnce(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		hosts := sharers(t, b, 2)
		l := hosts[0].listen("127.0.0.1:0")
		addr := l.addr()
		require.ErrorIs(t, hosts[0].listenError(addr), syscall.EADDRINUSE)
		other := hosts[1].listen(addr.String())
		require.ErrorIs(t, hosts[1].listenError(addr), syscall.EADDRINUSE)
		hosts[0].do(l.Close)
		hosts[0].do(l.Close)
		everyoneAccepts(t, hosts[0].listen(addr.String()), other)
	})
}

// TestChosenPortsInOrder: the ports that the system chooses are the same on each
// loop, in the order in which it asks for them.
func TestChosenPortsInOrder(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		hosts := sharers(t, b, 3)
		want := []netip.AddrPort{hosts[0].listen("127.0.0.1:0").addr()}
		require.Equal(t, want[0], hosts[1].listen("127.0.0.1:0").addr())
		want = append(want, hosts[1].listen("127.0.0.1:0").addr())
		for _, h := range []*host{hosts[0], hosts[2], hosts[2]} {
			require.Contains(t, want, h.listen("127.0.0.1:0").addr())
		}
		require.NotEqual(t, want[0], want[1])
		other := hosts[0].listen("0.0.0.0:0").addr()
		require.NotContains(t, want, netip.AddrPortFrom(want[0].Addr(), other.Port()))

		// One that listens anew gets a new port, and the others the same.
		last := hosts[2].listen("127.0.0.1:0").addr()
		require.NotContains(t, want, last)
		require.Equal(t, last, hosts[0].listen("127.0.0.1:0").addr())
	})
}

func TestSharedPortIsGivenUp(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		hosts := sharers(t, b, 3)
		var listeners []*acceptor
		for _, h := range hosts {
			listeners = append(listeners, h.listen("127.0.0.1:0"))
		}
		addr := listeners[0].addr()
		for len(listeners) > 0 {
			everyoneAccepts(t, listeners...)
			listeners[0].h.do(listeners[0].Close)
			listeners = listeners[1:]
		}
		listenNet(t, addr.String())
		for _, h := range hosts {
			require.ErrorIs(t, h.listenError(addr), syscall.EADDRINUSE)
		}
	})
}

// TestStoppedSharerOfAHub: connections go to those that accept.
func TestStoppedSharerOfAHub(t *testing.T) {
	hosts := sharers(t, eventloop.Portable, 2)
	stopped, open := hosts[0].listen("127.0.0.1:0"), hosts[1].listen("127.0.0.1:0")
	everyoneAccepts(t, stopped, open)
	stopped.accept(false)
	accepted := make(chan *conn, 100)
	open.h.do(func() { open.onAccepted = func(c *conn) { put(accepted, c) } })
	for range 20 {
		connect(t, open.addr())
	}
	for range 19 { // one may be with the other that is stopped
		next(t, accepted)
	}
}

func TestListenNetIsShared(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		hosts := sharers(t, b, 2)
		streams := hosts[0].listen("127.0.0.1:0").addr()
		listen := func(h *host, addr string) (l net.Listener, err error) {
			h.do(func() { l, err = h.ListenNet(netip.MustParseAddrPort(addr)) })
			return l, err
		}
		first, err := listen(hosts[0], "127.0.0.1:0")
		require.NoError(t, err)
		require.NotEqual(t, streams.String(), first.Addr().String(), "streams and servers do not mix")
		second, err := listen(hosts[1], first.Addr().String())
		require.NoError(t, err)
		_, err = listen(hosts[1], first.Addr().String())
		require.ErrorIs(t, err, syscall.EADDRINUSE)

		var accepting sync.WaitGroup
		defer accepting.Wait()
		accepted := make(chan int, 1<<10)
		for i, l := range []net.Listener{first, second} {
			defer l.Close()
			accepting.Go(func() {
				for {
					c, err := l.Accept()
					if err != nil {
						require.ErrorIs(t, err, net.ErrClosed)
						return
					}
					c.Close()
					put(accepted, i)
				}
			})
		}
		for seen := map[int]bool{}; len(seen) < 2; {
			connect(t, netip.MustParseAddrPort(first.Addr().String())).Close()
			seen[next(t, accepted)] = true
		}
		require.NoError(t, first.Close())
		require.NoError(t, first.Close())
		for range 5 {
			connect(t, netip.MustParseAddrPort(second.Addr().String())).Close()
		}
	})
}

func TestSharedDatagrams(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("this system does not spread datagrams")
	}
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		hosts := sharers(t, b, 2)
		free, err := hosts[0].tryBind(loopback)
		require.NoError(t, err)
		own := ask(hosts[0], free.Addr)
		other, err := hosts[1].tryBind(loopback)
		require.NoError(t, err)
		require.NotEqual(t, own, ask(hosts[1], other.Addr), "each has any port for itself")
		_, err = hosts[1].tryBind(own)
		require.ErrorIs(t, err, syscall.EADDRINUSE)
		hosts[0].do(free.Close)

		var sockets []*datagrams
		for _, h := range hosts {
			d, err := h.tryBind(own)
			require.NoError(t, err)
			h.do(func() { d.Receive(true) })
			sockets = append(sockets, d)
		}
		_, err = hosts[0].tryBind(own)
		require.ErrorIs(t, err, syscall.EADDRINUSE)
		_, err = net.ListenUDP("udp4", net.UDPAddrFromAddrPort(own))
		require.ErrorIs(t, err, syscall.EADDRINUSE)

		// The datagrams of one sender go to one socket.
		seen := map[int]bool{}
		for n := 0; len(seen) < 2; n++ {
			require.Less(t, n, 500)
			peer, err := net.Dial("udp4", own.String())
			require.NoError(t, err)
			var got []int
			for range 3 {
				_, err = peer.Write([]byte("hello"))
				require.NoError(t, err)
				select {
				case <-sockets[0].received:
					got = append(got, 0)
				case <-sockets[1].received:
					got = append(got, 1)
				}
			}
			peer.Close()
			require.Len(t, slices.Compact(got), 1)
			seen[got[0]] = true
		}
	})
}

// TestPortsUnderStrain opens and closes one address on many loops at once: each
// attempt succeeds, since it is never anybody else's.
func TestPortsUnderStrain(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		ports := &eventloop.Ports{}
		guard, addr := listenNet(t, "127.0.0.1:0")
		guard.Close()
		var all sync.WaitGroup
		for range 4 {
			h := start(t, b, eventloop.WithPorts(ports))
			all.Go(func() {
				for range 50 {
					if err := h.listenError(addr); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		listenNet(t, addr.String())
	})
}
