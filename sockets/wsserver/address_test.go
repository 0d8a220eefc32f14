package wsserver_test

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets/wsserver"
)

func TestParseAddress(t *testing.T) {
	for _, c := range []struct {
		ip   string
		port int
		want string // an address, or a part of the error
	}{
		{"", 0, "0.0.0.0:0"},
		{"", 8876, "0.0.0.0:8876"},
		{"", 65535, "0.0.0.0:65535"},
		{"0.0.0.0", 1, "0.0.0.0:1"},
		{"127.0.0.1", 80, "127.0.0.1:80"},
		{"127.0.0.1:80", 0, "127.0.0.1:80"},
		{"127.0.0.1:0", 0, "127.0.0.1:0"},
		{":8876", 0, "0.0.0.0:8876"},
		{"localhost", 80, "127.0.0.1:80"},
		{"LocalHost:81", 0, "127.0.0.1:81"},
		{"::", 80, "[::]:80"},
		{"::1", 0, "[::1]:0"},
		{"[::1]", 80, "[::1]:80"},
		{"[::1]:80", 0, "[::1]:80"},
		{"fe80::1%lo", 80, "[fe80::1%lo]:80"},
		{"::ffff:127.0.0.1", 80, "127.0.0.1:80"},

		{"127.0.0.1", -1, "-1 is not a port"},
		{"127.0.0.1", 65536, "65536 is not a port"},
		{"127.0.0.1:65536", 0, "65536 is not a port"},
		{"127.0.0.1:-1", 0, `"-1" is not a port`},
		{"127.0.0.1:", 0, `"" is not a port`},
		{"127.0.0.1:http", 0, `"http" is not a port`},
		{"127.0.0.1:80", 80, "neither an IP address nor the name of a host"},
		{"[::1", 80, "neither an IP address nor the name of a host"},
		{"http://localhost", 80, "neither an IP address nor the name of a host"},
		{"no such host", 80, "neither an IP address nor the name of a host"},
	} {
		got, err := wsserver.ParseAddress(c.ip, c.port)
		if err != nil {
			require.ErrorAs(t, err, new(wsserver.AddressError))
			require.ErrorContains(t, err, c.want, "%q, %d", c.ip, c.port)
			continue
		}
		require.Equal(t, c.want, got.String(), "%q, %d", c.ip, c.port)
	}
}

func TestServerURL(t *testing.T) {
	for _, c := range []struct {
		scheme, addr, path string
		hasPath            bool
		want               string
	}{
		{"ws", "0.0.0.0:8876", "", false, "ws://localhost:8876"},
		{"ws", "[::]:8876", "", false, "ws://localhost:8876"},
		{"ws", "127.0.0.1:80", "", false, "ws://127.0.0.1:80"},
		{"wss", "[::1]:443", "", false, "wss://[::1]:443"},
		{"http", "[fe80::1%lo]:80", "", false, "http://[fe80::1]:80"},
		{"ws", "0.0.0.0:1", "", true, "ws://localhost:1/"},
		{"ws", "0.0.0.0:1", "ws", true, "ws://localhost:1/ws"},
		{"ws", "0.0.0.0:1", "/ws", true, "ws://localhost:1/ws"},
		{"ws", "0.0.0.0:1", "//ws", true, "ws://localhost:1//ws"},
		{"ws", "0.0.0.0:1", `\a\b?c=ä d`, true, "ws://localhost:1/a/b?c=ä d"},
	} {
		got := wsserver.ServerURL(c.scheme, netip.MustParseAddrPort(c.addr), c.path, c.hasPath, false)
		require.Equal(t, c.want, got)
	}
	bound := netip.MustParseAddrPort("127.0.0.1:1")
	require.Equal(t, "ws://127.0.0.1:1", wsserver.ServerURL("ws", bound, "", false, true), "a bound address stays")
	all := netip.MustParseAddrPort("0.0.0.0:1")
	require.Regexp(t, `^ws://\d+\.\d+\.\d+\.\d+:1/x$`, wsserver.ServerURL("ws", all, "x", true, true))
}

func TestLANAddress(t *testing.T) {
	for _, c := range []struct {
		want  string
		addrs []string
	}{
		{"127.0.0.1", nil},
		{"127.0.0.1", []string{"127.0.0.1/8", "::1/128", "fe80::1/64", "2001:db8::1/64", "169.254.3.4/16"}},
		{"192.168.1.7", []string{"127.0.0.1/8", "8.8.8.8/24", "172.17.0.1/16", "10.0.0.1/8", "192.168.2.1/24", "192.168.1.7/24"}},
		{"192.168.2.1", []string{"172.17.0.1/16", "10.0.0.1/8", "192.168.2.1/24"}},
		{"10.0.0.1", []string{"172.17.0.1/16", "10.0.0.1/8", "8.8.8.8/24"}},
		{"172.17.0.1", []string{"8.8.8.8/24", "172.17.0.1/16"}},
		{"8.8.8.8", []string{"169.254.3.4/16", "8.8.8.8/24"}},
		{"10.0.0.1", []string{"10.0.0.1/8", "10.0.0.2/8"}},
	} {
		var addrs []net.Addr
		for _, s := range c.addrs {
			ip, network, err := net.ParseCIDR(s)
			require.NoError(t, err)
			addrs = append(addrs, &net.IPNet{IP: ip, Mask: network.Mask})
		}
		require.Equal(t, c.want, wsserver.LANAddress(addrs).String(), "%v", c.addrs)
	}
}

func TestListenError(t *testing.T) {
	addr := netip.MustParseAddrPort("10.1.2.3:80")
	for _, c := range []struct {
		err  error
		want string
	}{
		{syscall.EADDRINUSE, "port 80 is in use (10.1.2.3:80)"},
		{syscall.EACCES, "the system does not allow listening on port 80 (10.1.2.3:80)"},
		{syscall.EADDRNOTAVAIL, "10.1.2.3 is not an address of this machine"},
		{errors.New("what"), "cannot listen on 10.1.2.3:80: what"},
	} {
		err := &wsserver.ListenError{Addr: addr, Err: &net.OpError{Op: "listen", Net: "tcp", Err: os.NewSyscallError("bind", c.err)}}
		if _, known := c.err.(syscall.Errno); !known {
			err.Err = c.err
		}
		require.EqualError(t, err, c.want)
		require.ErrorIs(t, err, c.err)
	}
}
