package sockets

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// Family restricts name resolution.
type Family int

// The families; an address of the wrong one counts as not resolved.
const (
	AnyFamily Family = iota
	IPv4Only
	IPv6Only
)

func (f Family) matches(ip netip.Addr) bool {
	switch f {
	case IPv4Only:
		return ip.Is4()
	case IPv6Only:
		return ip.Is6()
	}
	return true
}

func (f Family) network() string {
	return [...]string{"ip", "ip4", "ip6"}[f]
}

// resolve turns a host into addresses and calls done as a task, unless cancel
// was called before. An error is always [NameNotResolved].
func (h *Host) resolve(host string, family Family, done func([]netip.Addr, error)) (cancel func()) {
	ctx, stop := context.WithCancel(context.Background())
	answer := func(ips []netip.Addr) {
		h.loop.Post(func() {
			if ctx.Err() != nil {
				return
			}
			stop()
			ips = slices.DeleteFunc(ips, func(ip netip.Addr) bool { return !family.matches(ip) })
			if len(ips) == 0 {
				done(nil, NameNotResolved)
				return
			}
			done(ips, nil)
		})
	}
	switch ip, literal := parseLiteral(host); {
	case literal:
		answer([]netip.Addr{ip})
	case strings.ContainsAny(host, ":%"):
		// Not a name; the resolver would take an address with a zone.
		answer(nil)
	case isLocalhost(host):
		answer([]netip.Addr{netip.IPv6Loopback(), netip.AddrFrom4([4]byte{127, 0, 0, 1})})
	default:
		go func() {
			ips, err := h.opts.Resolver.LookupNetIP(ctx, family.network(), asciiName(host))
			if err != nil {
				ips = nil
			}
			for i := range ips {
				// The resolver shows IPv4 addresses in their mapped form.
				ips[i] = ips[i].Unmap()
			}
			answer(ips)
		}()
	}
	return stop
}

// isLocalhost tells the names that never leave the machine: Chrome resolves
// them itself, ::1 first.
func isLocalhost(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	return host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// asciiName turns an internationalised name into the form DNS and TLS use.
func asciiName(host string) string {
	if strings.IndexFunc(host, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return host
	}
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		return ascii
	}
	return host
}
