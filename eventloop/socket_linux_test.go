package eventloop_test

import (
	"net/netip"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/sockhost/sockhost/eventloop"
)

// descriptors counts the open descriptors of the process.
func descriptors(t testing.TB) int {
	entries, err := os.ReadDir("/proc/self/fd")
	require.NoError(t, err)
	return len(entries)
}

// eventually waits for what the kernel or a goroutine does in its own time.
func eventually(t testing.TB, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !done(); runtime.Gosched() {
		if time.Now().After(deadline) {
			require.FailNow(t, "did not happen in time")
		}
	}
}

// awaitDescriptors waits until at most n descriptors are open.
func awaitDescriptors(t testing.TB, n int) {
	t.Helper()
	eventually(t, func() bool { return descriptors(t) <= n })
}

// descriptor finds the descriptor of a socket by its addresses. A listener has
// no remote address.
func descriptor(t testing.TB, local, remote netip.AddrPort) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	require.NoError(t, err)
	for _, e := range entries {
		fd, _ := strconv.Atoi(e.Name())
		name, err := unix.Getsockname(fd)
		if err != nil || addrPort(name) != local {
			continue
		}
		peer, err := unix.Getpeername(fd)
		if err == nil && addrPort(peer) == remote || err != nil && remote == (netip.AddrPort{}) {
			return fd
		}
	}
	require.FailNow(t, "no such socket")
	return -1
}

func addrPort(sa unix.Sockaddr) netip.AddrPort {
	if sa, ok := sa.(*unix.SockaddrInet4); ok {
		return netip.AddrPortFrom(netip.AddrFrom4(sa.Addr), uint16(sa.Port))
	}
	return netip.AddrPort{}
}

func (c *conn) descriptor() int {
	c.h.t.Helper()
	return descriptor(c.h.t, ask(c.h, c.LocalAddr), ask(c.h, c.RemoteAddr))
}

func option(t testing.TB, fd, level, name int) int {
	t.Helper()
	v, err := unix.GetsockoptInt(fd, level, name)
	require.NoError(t, err)
	return v
}

// awaitUnread waits until the kernel has n bytes for the descriptor.
func awaitUnread(t testing.TB, fd, n int) {
	t.Helper()
	eventually(t, func() bool {
		unread, err := unix.IoctlGetInt(fd, unix.TIOCINQ)
		return err == nil && unread >= n
	})
}

// awaitState waits until the descriptor's connection is in a TCP state.
func awaitState(t testing.TB, fd int, state uint8) {
	t.Helper()
	eventually(t, func() bool {
		info, err := unix.GetsockoptTCPInfo(fd, unix.IPPROTO_TCP, unix.TCP_INFO)
		return err == nil && info.State == state
	})
}

func TestSocketOptions(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		accepted, _ := h.accepted()
		dialed, _ := h.dialed()
		for name, c := range map[string]*conn{"accepted": accepted, "dialed": dialed} {
			t.Run(name, func(t *testing.T) {
				fd := c.descriptor()
				noDelay := func() int { return option(t, fd, unix.IPPROTO_TCP, unix.TCP_NODELAY) }
				keepAlive := func() [3]int {
					return [3]int{
						option(t, fd, unix.SOL_SOCKET, unix.SO_KEEPALIVE),
						option(t, fd, unix.IPPROTO_TCP, unix.TCP_KEEPIDLE),
						option(t, fd, unix.IPPROTO_TCP, unix.TCP_KEEPINTVL),
					}
				}
				setKeepAlive := func(on bool, delay time.Duration) error {
					return ask(h, func() error { return c.SetKeepAlive(on, delay) })
				}
				require.Equal(t, 1, noDelay())
				require.Equal(t, [3]int{1, 45, 45}, keepAlive())

				require.NoError(t, ask(h, func() error { return c.SetNoDelay(false) }))
				require.Equal(t, 0, noDelay())
				require.NoError(t, ask(h, func() error { return c.SetNoDelay(true) }))
				require.Equal(t, 1, noDelay())

				require.NoError(t, setKeepAlive(false, 0))
				require.Equal(t, [3]int{0, 45, 45}, keepAlive())
				require.NoError(t, setKeepAlive(true, 7*time.Second))
				require.Equal(t, [3]int{1, 7, 7}, keepAlive())
				require.NoError(t, setKeepAlive(true, 0))
				require.Equal(t, [3]int{1, 7, 7}, keepAlive(), "no delay keeps the timing")
				require.NoError(t, setKeepAlive(false, 9*time.Second))
				require.Equal(t, [3]int{0, 7, 7}, keepAlive(), "switched off, the delay means nothing")
				require.Error(t, setKeepAlive(true, -time.Second))
				require.Error(t, setKeepAlive(true, 40000*time.Second), "the kernel's limit is 32767 s")

				h.do(c.Close)
				require.Error(t, setKeepAlive(true, time.Second))
				require.Error(t, ask(h, func() error { return c.SetNoDelay(true) }))
			})
		}
	})
}

func TestBacklog(t *testing.T) {
	somaxconn, err := os.ReadFile("/proc/sys/net/core/somaxconn")
	require.NoError(t, err)
	limit, err := strconv.Atoi(string(somaxconn[:len(somaxconn)-1]))
	require.NoError(t, err)
	h := start(t, eventloop.Native)
	for asked, want := range map[int]int{-1: limit, 0: 0, 5: 5, 1 << 20: limit} {
		var addr netip.AddrPort
		h.do(func() {
			if l, err := h.Network().Listen(netip.MustParseAddrPort("127.0.0.1:0"), asked, &acceptor{h: h}); err == nil {
				h.closers = append(h.closers, l)
				addr = l.Addr()
			}
		})
		// For a listener, tcpi_sacked is the backlog.
		info, err := unix.GetsockoptTCPInfo(descriptor(t, addr, netip.AddrPort{}), unix.IPPROTO_TCP, unix.TCP_INFO)
		require.NoError(t, err)
		require.EqualValues(t, want, info.Sacked, "asked for %d", asked)
	}
}
