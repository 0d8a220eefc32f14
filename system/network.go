package system

import (
	"net"
	"net/netip"
	"slices"
)

// Interface is an address of a network interface.
type Interface struct {
	Name         string
	Address      netip.Addr // without a zone
	PrefixLength int
}

// Interfaces returns the addresses by which others may reach this machine: those
// of the interfaces that are connected, loopback left out. IPv4 comes before
// IPv6, a smaller address before a larger one.
func Interfaces() ([]Interface, error) {
	all, err := net.Interfaces()
	if err != nil {
		return nil, err
	}
	var list []Interface
	for _, i := range all {
		addresses, err := i.Addrs()
		if err != nil {
			continue // it has just gone
		}
		list = append(list, addressesOf(i, addresses)...)
	}
	slices.SortStableFunc(list, func(x, y Interface) int { return x.Address.Compare(y.Address) })
	return list, nil
}

// addressesOf returns the addresses of one interface that count.
func addressesOf(i net.Interface, addresses []net.Addr) (list []Interface) {
	const online = net.FlagUp | net.FlagRunning
	if i.Flags&online != online || i.Flags&net.FlagLoopback != 0 {
		return nil
	}
	for _, a := range addresses {
		prefix, ok := a.(*net.IPNet)
		if !ok {
			continue
		}
		address, ok := netip.AddrFromSlice(prefix.IP)
		if address = address.Unmap(); !ok || address.IsLoopback() || address.IsUnspecified() {
			continue
		}
		ones, _ := prefix.Mask.Size()
		list = append(list, Interface{i.Name, address, ones})
	}
	return list
}
