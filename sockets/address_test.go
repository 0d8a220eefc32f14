package sockets_test

import (
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets"
)

func TestLiterals(t *testing.T) {
	for text, want := range map[string]string{
		// Every form of the URL Standard's IPv4 parser.
		"127.0.0.1":          "127.0.0.1",
		"127.0.0.1.":         "127.0.0.1",
		"127.0.1":            "127.0.0.1",
		"127.1":              "127.0.0.1",
		"1.2.3":              "1.2.0.3",
		"1.65535":            "1.0.255.255",
		"2130706433":         "127.0.0.1",
		"4294967295":         "255.255.255.255",
		"0":                  "0.0.0.0",
		"0x":                 "0.0.0.0",
		"00":                 "0.0.0.0",
		"0x7f.0.0.1":         "127.0.0.1",
		"0X7F.0.0.1":         "127.0.0.1",
		"0x7f000001":         "127.0.0.1",
		"0177.0.0.01":        "127.0.0.1",
		"017700000001":       "127.0.0.1",
		"000000000000000010": "0.0.0.8",
		"255.255.255.255":    "255.255.255.255",
		"1.0xffffff":         "1.255.255.255",

		"::":               "::",
		"::1":              "::1",
		"0:0:0:0:0:0:0:1":  "::1",
		"FE80::1":          "fe80::1",
		"::ffff:127.0.0.1": "::ffff:127.0.0.1",
		"::ffff:7f00:1":    "::ffff:127.0.0.1",
		"1:2:3:4:5:6:7:8":  "1:2:3:4:5:6:7:8",
	} {
		ip, ok := sockets.ParseLiteral(text)
		require.True(t, ok, "%q", text)
		require.Equal(t, netip.MustParseAddr(want), ip, "%q", text)
	}
	for _, text := range []string{
		"", ".", "..", "*", "localhost", " 127.0.0.1", "127.0.0.1 ", "127.0.0.1\x00", "127.0.0.1:80", "127..1", ".127.0.0.1",
		"127.0.0.1..", "256.1.1.1", "1.256.1.1", "1.1.1.256", "1.1.65536", "1.16777216", "4294967296", "99999999999999999999",
		"1.2.3.4.5", "0x100.1.1.1", "0xg", "08", "09.1.1.1", "1.2.3.08", "-1", "+1", "1_000", "0b1", "0o7", "1e3", "127.0.0.-1",
		"[::1]", "[::]", "::1%lo", "::1%1", ":", ":::", "1:2:3:4:5:6:7", "::g", "::1.2.3", "::ffff:127.1", "::ffff:127.0.0.1 ", "１２７.0.0.1",
	} {
		_, ok := sockets.ParseLiteral(text)
		require.False(t, ok, "%q", text)
	}
}

func TestAddressTexts(t *testing.T) {
	for ip, want := range map[string]string{
		"127.0.0.1":              "127.0.0.1",
		"::1":                    "::1",
		"::":                     "::",
		"fe80::1%eth0":           "fe80::1",
		"2001:DB8:0:0:1:0:0:1":   "2001:db8::1:0:0:1",
		"::ffff:127.0.0.1":       "::ffff:7f00:1",
		"::ffff:0.0.0.1":         "::ffff:0:1",
		"::ffff:255.255.255.255": "::ffff:ffff:ffff",
		"::ffff:10.0.0.0%eth0":   "::ffff:a00:0",
	} {
		require.Equal(t, want, sockets.AddressText(netip.MustParseAddr(ip)))
	}
}

func FuzzLiteral(f *testing.F) {
	for _, s := range []string{"127.0.0.1", "127.1", "0x7f.1", "::1", "::ffff:1.2.3.4", "::1%lo", "1.2.3.4.", "", "...", "0x", "08"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ip, ok := sockets.ParseLiteral(s)
		std, err := netip.ParseAddr(s)
		if !ok {
			if err == nil && std.Zone() == "" {
				t.Fatalf("%q is refused, but netip reads %v", s, std)
			}
			return
		}
		if !ip.IsValid() || ip.Zone() != "" {
			t.Fatalf("%q becomes %v", s, ip)
		}
		if again, ok := sockets.ParseLiteral(sockets.AddressText(ip)); !ok || again != ip {
			t.Fatalf("%q becomes %v, whose text becomes %v", s, ip, again)
		}
		if err == nil && std != ip {
			t.Fatalf("%q becomes %v, netip reads %v", s, ip, std)
		}
		// Four plain decimal parts without leading zeros are what netip takes.
		if plainDotted(s) && err != nil {
			t.Fatalf("%q becomes %v, netip says %v", s, ip, err)
		}
	})
}

func plainDotted(s string) bool {
	parts := strings.Split(s, ".")
	for _, p := range parts {
		if p == "" || len(p) > 1 && p[0] == '0' || strings.Trim(p, "0123456789") != "" {
			return false
		}
	}
	return len(parts) == 4
}
