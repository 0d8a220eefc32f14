package eventloop_test

import (
	"net/netip"
	"os"
	"strconv"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/sockhost/sockhost/eventloop"
)

// bindTo opens a datagram socket and returns it with its descriptor.
func (h *host) bindTo(ip string, opts eventloop.MulticastOptions) (*datagrams, int) {
	h.t.Helper()
	d := &datagrams{received: make(chan string, 64), failed: make(chan error, 64), sent: make(chan error, 64)}
	var err error
	h.do(func() {
		if d.Datagram, err = h.Network().Bind(netip.AddrPortFrom(netip.MustParseAddr(ip), 0), opts, d); err == nil {
			h.closers = append(h.closers, d.Datagram)
		}
	})
	require.NoError(h.t, err)
	addr, port := netip.MustParseAddr(ip), int(ask(h, d.Addr).Port())
	entries, err := os.ReadDir("/proc/self/fd")
	require.NoError(h.t, err)
	for _, e := range entries {
		fd, _ := strconv.Atoi(e.Name())
		if kind, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_TYPE); err != nil || kind != unix.SOCK_DGRAM {
			continue
		}
		switch sa, _ := unix.Getsockname(fd); sa := sa.(type) {
		case *unix.SockaddrInet4:
			if sa.Port == port && addr.Unmap().Is4() {
				return d, fd
			}
		case *unix.SockaddrInet6:
			if sa.Port == port && addr.Is6() {
				return d, fd
			}
		}
	}
	require.FailNow(h.t, "no such socket")
	return nil, -1
}

func TestDatagramOptions(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		for _, ttl := range []int{0, 1, 255} {
			for _, loop := range []bool{false, true} {
				want := []int{ttl, 0}
				if loop {
					want[1] = 1
				}
				_, fd := h.bindTo("127.0.0.1", eventloop.MulticastOptions{TTL: ttl, Loopback: loop})
				require.Equal(t, want, []int{
					option(t, fd, unix.IPPROTO_IP, unix.IP_MULTICAST_TTL), option(t, fd, unix.IPPROTO_IP, unix.IP_MULTICAST_LOOP)})
				_, fd = h.bindTo("::1", eventloop.MulticastOptions{TTL: ttl, Loopback: loop})
				require.Equal(t, want, []int{
					option(t, fd, unix.IPPROTO_IPV6, unix.IPV6_MULTICAST_HOPS), option(t, fd, unix.IPPROTO_IPV6, unix.IPV6_MULTICAST_LOOP)})
			}
		}
		d, fd := h.bindTo("127.0.0.1", eventloop.MulticastOptions{})
		for _, on := range []bool{false, true, false} {
			require.NoError(t, ask(h, func() error { return d.SetBroadcast(on) }))
			require.Equal(t, on, option(t, fd, unix.SOL_SOCKET, unix.SO_BROADCAST) == 1)
		}
	})
}

// Package net switches it on by itself.
func TestDatagramsAreNotBroadcastUnasked(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		d, fd := h.bindTo("127.0.0.1", eventloop.MulticastOptions{})
		require.Zero(t, option(t, fd, unix.SOL_SOCKET, unix.SO_BROADCAST))
		h.do(func() { d.sendNow([]byte("x"), "127.255.255.255:9") })
		requireErrno(t, syscall.EACCES, next(t, d.sent))
	})
}

// sendNow sends in whichever way the backend has; the outcome is on sent.
func (d *datagrams) sendNow(p []byte, to string) {
	addr := netip.MustParseAddrPort(to)
	if ok, err := d.WriteTo(p, addr); ok || err != nil {
		put(d.sent, err)
		return
	}
	d.SendTo(p, addr)
}

func TestDatagramsOfAnIPv4MappedAddress(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		d, _ := h.bindTo("::ffff:127.0.0.1", eventloop.MulticastOptions{TTL: 1})
		require.Equal(t, "::ffff:127.0.0.1", ask(h, d.Addr).Addr().String())
		other, _ := h.bindTo("127.0.0.1", eventloop.MulticastOptions{TTL: 1})
		h.do(func() { other.Receive(true); d.sendNow([]byte("x"), other.Addr().String()) })
		require.NoError(t, next(t, d.sent))
		require.Equal(t, "x", next(t, other.received))
	})
}

func TestDatagramSocketLeavesNoDescriptor(t *testing.T) {
	onHosts(t, func(t *testing.T, h *host) {
		d, _ := h.bindTo("127.0.0.1", eventloop.MulticastOptions{})
		h.do(d.Close)
		before := descriptors(t)
		for range 50 {
			d, _ := h.bindTo("127.0.0.1", eventloop.MulticastOptions{})
			h.do(func() { d.Receive(true); d.SendTo([]byte("x"), d.Addr()); d.Close() })
		}
		awaitDescriptors(t, before)
	})
}
