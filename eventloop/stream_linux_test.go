package eventloop_test

import (
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
)

// TCP states of the kernel.
const (
	stateClose     = 7
	stateCloseWait = 8
)

// Closing with unread bytes would be an RST, and "reply" could be lost.
func TestCloseWithUnreadBytesIsFIN(t *testing.T) {
	h := start(t, eventloop.Native)
	for _, unread := range []int{1, 100, 50_000} {
		c, peer := h.accepted()
		fd := c.descriptor()
		go peer.Write(make([]byte, unread))
		awaitUnread(t, fd, unread)
		h.do(func() {
			c.Write([]byte("reply"))
			c.Close()
		})
		got, err := io.ReadAll(peer)
		require.NoError(t, err)
		require.Equal(t, "reply", string(got))
	}
}

// What the peer did while the stream was stopped is heard when it goes on.
func TestEndedWhileStopped(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		for _, before := range []bool{false, true} {
			c, peer := h.accepted()
			fd := c.descriptor()
			if before {
				h.do(func() { c.Receive(true); c.Receive(false) })
			}
			writeTo(t, peer, "x")
			require.NoError(t, peer.CloseWrite())
			awaitState(t, fd, stateCloseWait)
			requireIdle(h)
			c.receive(true)
			c.expect("x")
			require.Equal(t, io.EOF, c.expectEnd())

			c, peer = h.accepted()
			fd = c.descriptor()
			if before {
				h.do(func() { c.Receive(true); c.Receive(false) })
			}
			reset(t, peer)
			awaitState(t, fd, stateClose)
			requireIdle(h)
			c.receive(true)
			require.Error(t, c.expectEnd())
		}
	})
}

func TestNoDescriptorIsLeft(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		const rounds, each = 10, 100
		a := h.listen("127.0.0.1:0")
		a.accept(true)
		addr := a.addr()
		h.settle()
		before := descriptors(t)
		for range rounds {
			var dialed []*conn
			for range each {
				c, err := h.dial(addr)
				require.NoError(t, err)
				c.receive(true)
				dialed = append(dialed, c)
			}
			for i := range each {
				c := next(t, a.accepted)
				c.receive(true)
				if i%2 == 0 {
					h.do(c.Close)
				}
			}
			h.do(func() {
				for _, c := range dialed {
					c.Close()
				}
				for _, c := range h.closers[1:] {
					c.Close()
				}
				h.closers = h.closers[:1]
			})
		}
		awaitDescriptors(t, before)
	})
}
