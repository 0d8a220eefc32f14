package sockets_test

import (
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// boundDescriptor finds the process's own datagram socket on a port.
func boundDescriptor(t testing.TB, port int) int {
	t.Helper()
	files, err := os.ReadDir("/proc/self/fd")
	require.NoError(t, err)
	for _, f := range files {
		fd, _ := strconv.Atoi(f.Name())
		if kind, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_TYPE); err != nil || kind != unix.SOCK_DGRAM {
			continue
		}
		name, _ := unix.Getsockname(fd)
		switch in := name.(type) {
		case *unix.SockaddrInet4:
			if in.Port == port {
				return fd
			}
		case *unix.SockaddrInet6:
			if in.Port == port {
				return fd
			}
		}
	}
	require.FailNow(t, "no such socket")
	return -1
}

func TestUDPOptionsReachTheSystem(t *testing.T) {
	onBackends(t, func(t *testing.T, w *world) {
		for _, c := range []struct {
			address           string
			level, hops, loop int
			ttl               int
			loopback          bool
		}{
			{"0.0.0.0", unix.IPPROTO_IP, unix.IP_MULTICAST_TTL, unix.IP_MULTICAST_LOOP, 7, false},
			{"0.0.0.0", unix.IPPROTO_IP, unix.IP_MULTICAST_TTL, unix.IP_MULTICAST_LOOP, 255, true},
			{"::", unix.IPPROTO_IPV6, unix.IPV6_MULTICAST_HOPS, unix.IPV6_MULTICAST_LOOP, 0, false},
			{"::", unix.IPPROTO_IPV6, unix.IPV6_MULTICAST_HOPS, unix.IPV6_MULTICAST_LOOP, 255, true},
		} {
			option := func(port, level, name int) int {
				v, err := unix.GetsockoptInt(boundDescriptor(t, port), level, name)
				require.NoError(t, err)
				return v
			}
			// Without a word: one hop, heard here, no broadcasts, no sharing.
			_, port := w.bound(c.address)
			require.Equal(t, 1, option(port, c.level, c.hops))
			require.Equal(t, 1, option(port, c.level, c.loop))
			require.Equal(t, 0, option(port, unix.SOL_SOCKET, unix.SO_BROADCAST))
			require.Equal(t, 0, option(port, unix.SOL_SOCKET, unix.SO_REUSEADDR))

			id := w.createUDP()
			w.do(func() { w.ttl(id, c.ttl); w.loopback(id, c.loopback); w.bind(id, c.address, 0) })
			for range 3 {
				require.NoError(t, w.next().err)
			}
			w.do(func() { w.broadcast(id, true) })
			require.NoError(t, w.next().err)
			port = w.udpInfo(id).Local.Port
			require.Equal(t, c.ttl, option(port, c.level, c.hops))
			require.Equal(t, c.loopback, option(port, c.level, c.loop) == 1)
			require.Equal(t, 1, option(port, unix.SOL_SOCKET, unix.SO_BROADCAST))
		}
	})
}
