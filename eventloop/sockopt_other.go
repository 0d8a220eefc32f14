//go:build !unix

package eventloop

import (
	"net/netip"
	"syscall"
)

// Other systems keep their defaults and know neither broadcast nor multicast
// here.

func setBacklog(int, int) error                      { return nil }
func setMulticast(int, bool, MulticastOptions) error { return nil }
func setBroadcast(int, bool) error                   { return syscall.ENOSYS }
func setMembership(int, netip.Addr, bool) error      { return syscall.ENOSYS }
