package sockets

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// parseLiteral reads an IP address as Chrome does: IPv6 without brackets or
// zone, and every form of IPv4 that the URL Standard's IPv4 parser takes
// ("127.1", "0x7f.0.0.1", "2130706433").
func parseLiteral(s string) (netip.Addr, bool) {
	if strings.Contains(s, ":") {
		ip, err := netip.ParseAddr(s)
		if err != nil || ip.Zone() != "" {
			return netip.Addr{}, false
		}
		return ip, true
	}
	return parseIPv4(s)
}

// parseIPv4 follows https://url.spec.whatwg.org/#concept-ipv4-parser.
func parseIPv4(s string) (netip.Addr, bool) {
	parts := strings.Split(strings.TrimSuffix(s, "."), ".")
	if len(parts) > 4 {
		return netip.Addr{}, false
	}
	var ip uint64
	for i, part := range parts {
		n, ok := parseIPv4Number(part)
		last := i == len(parts)-1
		switch {
		case !ok:
			return netip.Addr{}, false
		case last && n < 1<<(8*(5-len(parts))):
			ip |= n
		case !last && n < 256:
			ip |= n << (8 * (3 - i))
		default:
			return netip.Addr{}, false
		}
	}
	return netip.AddrFrom4([4]byte{byte(ip >> 24), byte(ip >> 16), byte(ip >> 8), byte(ip)}), true
}

func parseIPv4Number(s string) (uint64, bool) {
	base := 10
	switch {
	case s == "":
		return 0, false
	case strings.HasPrefix(s, "0x") || strings.HasPrefix(s, "0X"):
		s, base = s[2:], 16
	case len(s) > 1 && s[0] == '0':
		s, base = s[1:], 8
	}
	if s == "" {
		return 0, true
	}
	n, err := strconv.ParseUint(s, base, 33)
	return n, err == nil
}

// addressText writes an address as Chrome does; it shows IPv4-mapped addresses
// in hexadecimal groups, "::ffff:7f00:1".
func addressText(ip netip.Addr) string {
	if ip.Is4In6() {
		b := ip.As16()
		return fmt.Sprintf("::ffff:%x:%x", uint16(b[12])<<8|uint16(b[13]), uint16(b[14])<<8|uint16(b[15]))
	}
	return ip.WithZone("").String()
}

// addressForms is an IP address and its text, kept since addresses repeat.
type addressForms struct {
	ip   netip.Addr
	text string
}

// textOf is addressText.
func (f *addressForms) textOf(ip netip.Addr) string {
	if f.ip != ip {
		f.ip, f.text = ip, addressText(ip)
	}
	return f.text
}

// parse is parseLiteral.
func (f *addressForms) parse(text string) (netip.Addr, bool) {
	if f.text == text && text != "" {
		return f.ip, true
	}
	ip, ok := parseLiteral(text)
	if ok {
		f.ip, f.text = ip, text
	}
	return ip, ok
}

func validPort(port int) bool { return port >= 0 && port <= 0xffff }
