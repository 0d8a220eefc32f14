package eventloop_test

import (
	"net/netip"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
)

func TestDial(t *testing.T) {
	for _, ip := range []string{"127.0.0.1", "[::1]"} {
		t.Run(ip, func(t *testing.T) {
			onHosts(t, func(t *testing.T, h *host) {
				ln, addr := listenNet(t, ip+":0")
				c, err := h.dial(addr)
				require.NoError(t, err)
				peer := acceptNet(t, ln)
				require.Equal(t, addr, ask(h, c.RemoteAddr))
				require.Equal(t, peer.RemoteAddr().String(), ask(h, c.LocalAddr).String())
				c.receive(true)
				writeTo(t, peer, "ping")
				c.expect("ping")
				c.send([]byte("pong"))
				require.Equal(t, "pong", readFrom(t, peer, 4))
				require.NoError(t, next(t, c.sent))
			})
		})
	}
}

func TestDialMappedAddress(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		ln, addr := listenNet(t, "127.0.0.1:0")
		mapped := netip.AddrPortFrom(netip.MustParseAddr("::ffff:127.0.0.1"), addr.Port())
		c, err := h.dial(mapped)
		require.NoError(t, err)
		acceptNet(t, ln)
		require.Equal(t, mapped, ask(h, c.RemoteAddr))
		require.True(t, ask(h, c.LocalAddr).Addr().Is4In6())
	})
}

func TestDialRefused(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		ln, addr := listenNet(t, "127.0.0.1:0")
		ln.Close()
		_, err := h.dial(addr)
		requireErrno(t, syscall.ECONNREFUSED, err)
	})
}

// done is a task of its own: Dial never calls it, however quick the outcome.
func TestDialCompletesLater(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		_, addr := listenNet(t, "127.0.0.1:0")
		for _, addr := range []netip.AddrPort{addr, netip.MustParseAddrPort("255.255.255.255:9")} {
			outcome := make(chan bool, 1)
			h.do(func() {
				returned := false
				h.Network().Dial(addr, func(s eventloop.Stream, err error) {
					if err == nil {
						s.Close()
					}
					outcome <- returned
				})
				returned = true
			})
			require.True(t, next(t, outcome))
		}
	})
}

func TestDialCancelled(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		ln, addr := listenNet(t, "127.0.0.1:0")
		closed, refused := listenNet(t, "127.0.0.1:0")
		closed.Close()
		never := func(eventloop.Stream, error) { t.Error("completed after cancel") }
		h.do(func() { h.Network().Dial(addr, never)() })
		h.do(func() { h.Network().Dial(refused, never)() })
		var cancel func()
		blocked := make(chan struct{})
		h.Post(func() {
			cancel = h.Network().Dial(addr, never)
			<-blocked
			cancel() // it is connected by now
			cancel()
		})
		h.t.Cleanup(func() { h.do(func() { cancel() }) })
		for {
			// The connection that was cancelled at once may or may not come.
			c := acceptNet(t, ln)
			select {
			case <-blocked:
			default:
				close(blocked)
			}
			_, err := c.Read(make([]byte, 1))
			require.Error(t, err, "cancelling closes")
			break
		}
		h.settle()
	})
}

func TestCancelAfterDialDoesNothing(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		ln, addr := listenNet(t, "127.0.0.1:0")
		streams := make(chan *conn, 1)
		var cancel func()
		h.do(func() {
			cancel = h.Network().Dial(addr, func(s eventloop.Stream, err error) {
				if err == nil {
					streams <- h.wrap(s)
				}
			})
		})
		c := next(t, streams)
		h.do(func() { cancel() })
		peer := acceptNet(t, ln)
		c.receive(true)
		writeTo(t, peer, "alive")
		c.expect("alive")
	})
}

func TestDialCancelledByAnotherInTheSameBatch(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		ln, addr := listenNet(t, "127.0.0.1:0")
		done := make(chan *conn, 2)
		var cancels [2]func()
		connected := make(chan struct{})
		h.Post(func() {
			for i := range cancels {
				cancels[i] = h.Network().Dial(addr, func(s eventloop.Stream, err error) {
					cancels[1-i]()
					if err == nil {
						put(done, h.wrap(s))
					}
				})
			}
			<-connected
		})
		acceptNet(t, ln)
		acceptNet(t, ln)
		close(connected)
		next(t, done)
		h.settle()
		require.Empty(t, done)
	})
}

// "::" means ::1 to a client, and nothing of IPv4.
func TestDialUnspecifiedAddress(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		_, addr := listenNet(t, "127.0.0.1:0")
		_, err := h.dial(netip.AddrPortFrom(netip.IPv6Unspecified(), addr.Port()))
		requireErrno(t, syscall.ECONNREFUSED, err)
		_, err = h.dial(netip.AddrPortFrom(netip.IPv4Unspecified(), addr.Port()))
		require.NoError(t, err)
		_, addr = listenNet(t, "[::1]:0")
		_, err = h.dial(netip.AddrPortFrom(netip.IPv6Unspecified(), addr.Port()))
		require.NoError(t, err)
	})
}
