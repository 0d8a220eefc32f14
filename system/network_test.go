package system_test

import (
	"net"
	"net/netip"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/system"
)

func TestInterfaces(t *testing.T) {
	list, err := system.Interfaces()
	require.NoError(t, err)
	require.True(t, slices.IsSortedFunc(list, func(x, y system.Interface) int { return x.Address.Compare(y.Address) }))
	for _, i := range list {
		found, err := net.InterfaceByName(i.Name)
		require.NoError(t, err)
		require.Zero(t, found.Flags&net.FlagLoopback)
		addresses, err := found.Addrs()
		require.NoError(t, err)
		prefix := netip.PrefixFrom(i.Address, i.PrefixLength)
		require.True(t, slices.ContainsFunc(addresses, func(a net.Addr) bool { return a.String() == prefix.String() }), prefix)
	}
}

func TestWhichAddressesCount(t *testing.T) {
	address := func(text string) net.Addr {
		ip, prefix, err := net.ParseCIDR(text)
		require.NoError(t, err)
		return &net.IPNet{IP: ip, Mask: prefix.Mask}
	}
	list := []net.Addr{address("192.0.2.2/24"), address("127.0.0.2/8"), address("fe80::1/64"), address("::1/128"), address("fd00::2/64"), &net.UnixAddr{}}
	online := net.FlagUp | net.FlagRunning
	for _, c := range []struct {
		name  string
		flags net.Flags
		want  []system.Interface
	}{
		{"online", online, []system.Interface{
			{"eth0", netip.MustParseAddr("192.0.2.2"), 24},
			{"eth0", netip.MustParseAddr("fe80::1"), 64},
			{"eth0", netip.MustParseAddr("fd00::2"), 64},
		}},
		{"down", 0, nil},
		{"no cable", net.FlagUp, nil},
		{"loopback", online | net.FlagLoopback, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.want, system.AddressesOf(net.Interface{Name: "eth0", Flags: c.flags}, list))
		})
	}
}
