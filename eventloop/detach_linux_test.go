package eventloop_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDetachLeavesNoDescriptor(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		c, peer := h.accepted() // the poller of package net opens with the first
		own, err := c.detach("")
		require.NoError(t, err)
		own.Close()
		peer.Close()
		a := h.listen("127.0.0.1:0")
		a.accept(true)
		h.settle()
		before := descriptors(t)
		for i := range 50 {
			peer := a.connect()
			c := next(t, a.accepted)
			if i%2 == 0 {
				c.receive(true)
			}
			own, err := c.detach("x")
			require.NoError(t, err)
			if i%3 == 0 {
				wrapped := ask(h, func() *conn { return h.wrap(h.Wrap(own)) })
				wrapped.receive(true)
				wrapped.expect("x")
				h.do(wrapped.Close)
			} else {
				own.Close()
			}
			peer.Close()
		}
		awaitDescriptors(t, before)
	})
}
