package eventloop_test

import (
	"net"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
)

// datagrams is a datagram socket that records what it hears of.
type datagrams struct {
	eventloop.Datagram
	received   chan string
	failed     chan error
	sent       chan error
	onReceived func() // runs on the loop, after recording
}

func (d *datagrams) ReceivedFrom(p []byte, _ netip.AddrPort) {
	put(d.received, string(p))
	if d.onReceived != nil {
		d.onReceived()
	}
}
func (d *datagrams) ReceiveFailed(err error) { put(d.failed, err) }
func (d *datagrams) SentTo(err error)        { put(d.sent, err) }

// bind opens a datagram socket and a peer connected to it.
func (h *host) bind() (*datagrams, net.Conn) {
	h.t.Helper()
	d, err := h.tryBind(loopback)
	require.NoError(h.t, err)
	peer, err := net.Dial("udp", ask(h, d.Addr).String())
	require.NoError(h.t, err)
	h.t.Cleanup(func() { peer.Close() })
	return d, peer
}

// tryBind opens a datagram socket.
func (h *host) tryBind(addr netip.AddrPort) (d *datagrams, err error) {
	h.t.Helper()
	d = &datagrams{received: make(chan string, 64), failed: make(chan error, 64), sent: make(chan error, 64)}
	h.do(func() {
		if d.Datagram, err = h.Network().Bind(addr, eventloop.MulticastOptions{TTL: 1}, d); err == nil {
			h.closers = append(h.closers, d.Datagram)
		}
	})
	return d, err
}

func TestStoppedDatagramSocketReportsNothing(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		d, peer := h.bind()
		writeTo(t, peer, "one")
		h.settle()
		require.Empty(t, d.received)
		h.do(func() { d.Receive(true) })
		require.Equal(t, "one", next(t, d.received))
		h.do(func() { d.Receive(false) })
		writeTo(t, peer, "two")
		writeTo(t, peer, "")
		h.settle()
		requireIdle(h)
		require.Empty(t, d.received)
		h.do(func() { d.Receive(true) })
		require.Equal(t, "two", next(t, d.received))
		require.Equal(t, "", next(t, d.received))
	})
}

func TestClosedDatagramSocketReportsNothing(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		d, peer := h.bind()
		to := peer.LocalAddr().(*net.UDPAddr).AddrPort()
		h.do(func() {
			d.Receive(true)
			d.Close()
			d.Close()
			d.Receive(true)
			d.Receive(false)
			d.SendTo([]byte("late"), to)
		})
		peer.Write([]byte("x"))
		h.settle()
		require.Empty(t, d.received)
		require.Empty(t, d.failed)
		require.Empty(t, d.sent)
	})
}

func TestDatagramsGoOnAfterPanic(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		panics := make(chan any, 8)
		h := start(t, b, eventloop.WithPanicHandler(func(r any) { panics <- r }))
		d, peer := h.bind()
		d.onReceived = func() { panic("completion") }
		h.do(func() { d.Receive(true) })
		for range 2 {
			writeTo(t, peer, "x")
			require.Equal(t, "completion", next(t, panics))
		}
	})
}
