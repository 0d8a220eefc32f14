package eventloop_test

import (
	"net/netip"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/sockhost/sockhost/eventloop"
)

func TestDialUnreachable(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		// TCP to a broadcast address fails before any packet leaves.
		_, err := h.dial(netip.MustParseAddrPort("255.255.255.255:9"))
		requireErrno(t, syscall.ENETUNREACH, err)
	})
}

// A listener whose queue is full leaves connects pending.
func fullListener(t *testing.T) netip.AddrPort {
	fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	require.NoError(t, err)
	t.Cleanup(func() { unix.Close(fd) })
	require.NoError(t, unix.Bind(fd, &unix.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}))
	require.NoError(t, unix.Listen(fd, 0))
	sa, err := unix.Getsockname(fd)
	require.NoError(t, err)
	addr := netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), uint16(sa.(*unix.SockaddrInet4).Port))
	connect(t, addr)
	return addr
}

func TestDialCancelledWhilePending(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		addr := fullListener(t)
		before := descriptors(t)
		var cancel func()
		h.do(func() {
			cancel = h.Network().Dial(addr, func(eventloop.Stream, error) { t.Error("completed after cancel") })
		})
		h.settle()
		requireIdle(h)
		h.do(func() { cancel() })
		h.settle()
		awaitDescriptors(t, before)
	})
}

// Closing the loop closes what is under way.
func TestDialPendingWhenTheLoopCloses(t *testing.T) {
	onBackends(t, func(t *testing.T, b eventloop.Backend) {
		addr := fullListener(t)
		before := descriptors(t)
		h := newHost(t, b)
		h.Post(func() {
			h.Network().Dial(addr, func(eventloop.Stream, error) { t.Error("completed") })
			h.end()
		})
		require.NoError(t, h.Run())
		h.Loop.Close()
		awaitDescriptors(t, before)
	})
}
