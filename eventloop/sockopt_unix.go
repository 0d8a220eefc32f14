//go:build unix

package eventloop

import (
	"net"
	"net/netip"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

func setMulticast(fd int, v6 bool, o MulticastOptions) error {
	loop := flag(o.Loopback)
	var err error
	if v6 {
		if err = unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_MULTICAST_HOPS, o.TTL); err == nil {
			err = unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_MULTICAST_LOOP, loop)
		}
	} else {
		if err = unix.SetsockoptByte(fd, unix.IPPROTO_IP, unix.IP_MULTICAST_TTL, byte(o.TTL)); err == nil {
			err = unix.SetsockoptByte(fd, unix.IPPROTO_IP, unix.IP_MULTICAST_LOOP, byte(loop))
		}
	}
	return os.NewSyscallError("setsockopt", err)
}

func setBacklog(fd, n int) error { return os.NewSyscallError("listen", unix.Listen(fd, n)) }

func setBroadcast(fd int, on bool) error {
	return os.NewSyscallError("setsockopt", unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_BROADCAST, flag(on)))
}

// setMembership joins or leaves a group on the interface the system chooses.
func setMembership(fd int, group netip.Addr, join bool) error {
	var err error
	if group.Is4() {
		op := unix.IP_DROP_MEMBERSHIP
		if join {
			op = unix.IP_ADD_MEMBERSHIP
		}
		err = unix.SetsockoptIPMreq(fd, unix.IPPROTO_IP, op, &unix.IPMreq{Multiaddr: group.As4()})
	} else {
		op := unix.IPV6_LEAVE_GROUP
		if join {
			op = unix.IPV6_JOIN_GROUP
		}
		err = unix.SetsockoptIPv6Mreq(fd, unix.IPPROTO_IPV6, op, &unix.IPv6Mreq{Multiaddr: group.As16(), Interface: zoneID(group.Zone())})
	}
	return os.NewSyscallError("setsockopt", err)
}

func flag(on bool) int {
	if on {
		return 1
	}
	return 0
}

func zoneID(zone string) uint32 {
	if ifi, err := net.InterfaceByName(zone); err == nil {
		return uint32(ifi.Index)
	}
	n, _ := strconv.ParseUint(zone, 10, 32)
	return uint32(n)
}
