package wsserver

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// ListenError says why an address cannot be listened on.
type ListenError struct {
	Addr netip.AddrPort
	Err  error
}

// Windows has errors of its own for these.
const (
	winAccess       syscall.Errno = 10013
	winInUse        syscall.Errno = 10048
	winNotAvailable syscall.Errno = 10049
)

func (e *ListenError) Error() string {
	var errno syscall.Errno
	errors.As(e.Err, &errno)
	switch errno {
	case syscall.EADDRINUSE, winInUse:
		return fmt.Sprintf("port %d is in use (%s)", e.Addr.Port(), e.Addr)
	case syscall.EACCES, syscall.EPERM, winAccess:
		return fmt.Sprintf("the system does not allow listening on port %d (%s)", e.Addr.Port(), e.Addr)
	case syscall.EADDRNOTAVAIL, winNotAvailable:
		return fmt.Sprintf("%s is not an address of this machine", e.Addr.Addr())
	}
	return fmt.Sprintf("cannot listen on %s: %v", e.Addr, e.Err)
}

// Unwrap returns the error of the system.
func (e *ListenError) Unwrap() error { return e.Err }

// AddressError says that what was given to [Server.Start] is no address.
type AddressError string

func (e AddressError) Error() string { return string(e) }

// resolveTimeout bounds how long a name may block the loop.
const resolveTimeout = 5 * time.Second

// parseAddress makes an address of what was given to [Server.Start].
func parseAddress(ip string, port int) (netip.AddrPort, error) {
	if port == 0 {
		host, p, err := splitPort(ip)
		if err != nil {
			return netip.AddrPort{}, err
		}
		ip, port = host, p
	}
	if port < 0 || port > 65535 {
		return netip.AddrPort{}, AddressError(fmt.Sprintf("%d is not a port: ports are 0 to 65535", port))
	}
	addr, err := parseHost(ip)
	return netip.AddrPortFrom(addr, uint16(port)), err
}

// splitPort cuts "ip:port"; without a port it is 0. IPv6 addresses need
// brackets then.
func splitPort(s string) (host string, port int, err error) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 || strings.HasSuffix(s, "]") || strings.Contains(s[:i], ":") && s[0] != '[' {
		return s, 0, nil
	}
	port, err = strconv.Atoi(s[i+1:])
	if err != nil || port < 0 {
		return "", 0, AddressError(fmt.Sprintf("%q is not a port", s[i+1:]))
	}
	return s[:i], port, nil
}

func parseHost(host string) (netip.Addr, error) {
	if host == "" {
		return netip.IPv4Unspecified(), nil
	}
	literal := host
	if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
		literal = host[1 : len(host)-1]
	}
	if addr, err := netip.ParseAddr(literal); err == nil {
		return addr.Unmap(), nil
	}
	if strings.EqualFold(host, "localhost") {
		return netip.AddrFrom4([4]byte{127, 0, 0, 1}), nil
	}
	if strings.ContainsAny(host, ":%[]/ ") {
		return netip.Addr{}, AddressError(fmt.Sprintf("%q is neither an IP address nor the name of a host", host))
	}
	ctx, cancel := context.WithTimeout(context.Background(), resolveTimeout)
	defer cancel()
	addrs, err := net.DefaultResolver.LookupNetIP(ctx, "ip4", host)
	if err != nil || len(addrs) == 0 {
		return netip.Addr{}, AddressError(fmt.Sprintf("the name %q has no IPv4 address", host))
	}
	return addrs[0].Unmap(), nil
}

// serverURL is the address of a server as clients write it. The path is taken
// as it is, but with slashes instead of backslashes and one at its front.
func serverURL(scheme string, addr netip.AddrPort, path string, hasPath, lan bool) string {
	host := addr.Addr().WithZone("")
	name := host.String()
	switch {
	case !host.IsUnspecified():
	case lan:
		addrs, _ := net.InterfaceAddrs()
		name = lanAddress(addrs).String()
	default:
		name = "localhost"
	}
	url := scheme + "://" + net.JoinHostPort(name, strconv.Itoa(int(addr.Port())))
	if hasPath {
		url += "/" + strings.TrimPrefix(strings.ReplaceAll(path, `\`, "/"), "/")
	}
	return url
}

// lanPreference are the networks in which a machine's address is looked for,
// the likeliest first.
var lanPreference = []netip.Prefix{
	netip.MustParsePrefix("192.168.1.0/24"),
	netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("10.0.0.0/8"),
	netip.MustParsePrefix("172.0.0.0/8"),
	netip.MustParsePrefix("0.0.0.0/0"),
}

// lanAddress chooses the IPv4 address by which others in the local network know
// this machine; without one it is 127.0.0.1.
func lanAddress(addrs []net.Addr) netip.Addr {
	best, rank := netip.AddrFrom4([4]byte{127, 0, 0, 1}), len(lanPreference)
	for _, a := range addrs {
		prefix, ok := a.(*net.IPNet)
		if !ok {
			continue
		}
		ip, _ := netip.AddrFromSlice(prefix.IP)
		ip = ip.Unmap()
		if !ip.Is4() || ip.IsLoopback() || ip.IsLinkLocalUnicast() {
			continue
		}
		for i, network := range lanPreference[:rank] {
			if network.Contains(ip) {
				best, rank = ip, i
				break
			}
		}
	}
	return best
}

// addrPort is the address of a TCP socket, that of an IPv4 peer always in its
// short form.
func addrPort(a net.Addr) netip.AddrPort {
	tcp, ok := a.(*net.TCPAddr)
	if !ok {
		return netip.AddrPort{}
	}
	return unmap(tcp.AddrPort())
}

func unmap(a netip.AddrPort) netip.AddrPort {
	return netip.AddrPortFrom(a.Addr().Unmap(), a.Port())
}
