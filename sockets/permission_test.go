package sockets_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/sockets"
)

func TestPatterns(t *testing.T) {
	for pattern, canonical := range map[string]string{
		"":                     "*:*",
		"*":                    "*:*",
		":":                    "*:*",
		"*:*":                  "*:*",
		"*:":                   "*:*",
		":*":                   "*:*",
		".":                    "*:*",
		"*.":                   "*:*",
		":80":                  "*:80",
		"*:80":                 "*:80",
		"a.com":                "a.com:*",
		"a.com:":               "a.com:*",
		"a.com:*":              "a.com:*",
		"A.Com:080":            "a.com:80",
		"a.com:1":              "a.com:1",
		"a.com:65535":          "a.com:65535",
		"*.a.com:80":           "*.a.com:80",
		".a.com:80":            "*.a.com:80",
		"*..":                  "*..:*",
		"127.0.0.1:9":          "127.0.0.1:9",
		"127.0.0.*":            "127.0.0.*:*",
		"a.*.com":              "a.*.com:*",
		"*a.com":               "*a.com:*",
		"a b.com":              "a b.com:*",
		"b\u00fccher.example":  "b\u00fccher.example:*",
		"B\u00dcCHER.example":  "b\u00dccher.example:*", // only ASCII has case
		"\xff.example":         "\xff.example:*",
		"http/and?anything#80": "http/and?anything#80:*",
	} {
		p, err := sockets.ParsePattern(pattern)
		require.NoError(t, err, "%q", pattern)
		require.Equal(t, canonical, p.String(), "%q", pattern)
	}
	for _, pattern := range []string{
		"a.com:0", "a.com:65536", "a.com:-1", "a.com:x", "a.com:80x", "a.com:8*", "a.com:0x50", "a.com:1e3", "a.com:99999999999999999999",
		"a:b:c", "::", "::1", "[::1]", "[::1]:80", "http://a.com:80", ":80:",
		" ", " a.com", "a.com ", "a.com: 80", "a.com:80 ", "a.com: ", "\ta.com", "a.com\n", "\u00a0a.com", ":\u2003",
	} {
		_, err := sockets.ParsePattern(pattern)
		require.EqualError(t, err, "Invalid host:port pattern '"+pattern+"'")
	}
}

func TestPatternMatches(t *testing.T) {
	const any = 4711
	for _, c := range []struct {
		pattern, host string
		port          int
		want          bool
	}{
		{"", "a.com", any, true},
		{"", "", 0, true},
		{"", "::1", any, true},
		{"*", "127.0.0.1", any, true},
		{":80", "a.com", 80, true},
		{":80", "a.com", 81, false},
		{":80", "a.com", 0, false},
		{"a.com", "a.com", any, true},
		{"a.com", "A.COM", any, true},
		{"A.com", "a.com", any, true},
		{"a.com", "b.a.com", any, false},
		{"a.com", "a.com.", any, false},
		{"a.com", "com", any, false},
		{"a.com:80", "a.com", 80, true},
		{"a.com:80", "a.com", 8080, false},
		{"*.a.com", "a.com", any, true},
		{".a.com", "a.com", any, true},
		{"*.a.com", "b.a.com", any, true},
		{"*.a.com", "C.B.A.COM", any, true},
		{"*.a.com", "ba.com", any, false},
		{"*.a.com", ".a.com", any, false}, // Chrome wants something before the dot
		{"*.a.com", "a.com.evil", any, false},
		{"*.a.com:80", "b.a.com", 80, true},
		{"*.a.com:80", "b.a.com", 81, false},
		{"*.com", "a.com", any, true},
		// Strings are compared, before any name is resolved.
		{"localhost", "127.0.0.1", any, false},
		{"127.0.0.1", "localhost", any, false},
		{"127.0.0.1", "127.0.0.1", any, true},
		{"127.0.0.1", "127.1", any, false},
		{"127.0.0.1", "2130706433", any, false},
		{"127.0.0.*", "127.0.0.1", any, false},
		// Addresses have no subdomains.
		{"*.0.0.1", "127.0.0.1", any, false},
		{"*.1", "127.1", any, false},
		{"*.1", "0x7f.1", any, false},
		{"*.0.0.1", "0.0.1", any, true}, // the string itself
		{"*.0.0.1", "x.0.0.1", any, true},
		// Only ASCII has case.
		{"k.com", "\u212a.com", any, false},
		{"\u00fc.com", "\u00dc.com", any, false},
	} {
		p, err := sockets.ParsePattern(c.pattern)
		require.NoError(t, err)
		require.Equal(t, c.want, p.Matches(c.host, c.port), "%q for %q port %d", c.pattern, c.host, c.port)
	}
	require.True(t, sockets.Pattern{}.Matches("anything", 1), "the zero value")
}

func FuzzParsePattern(f *testing.F) {
	for _, s := range []string{"", "*", ":", "*:80", "*.a.com:80", ".a", "*..", "a.com:+8", "::", "\xff", "\u212a"} {
		f.Add(s, "a.com", 80)
	}
	f.Fuzz(func(t *testing.T, s, host string, port int) {
		p, err := sockets.ParsePattern(s)
		if err != nil {
			require.EqualError(t, err, "Invalid host:port pattern '"+s+"'")
			return
		}
		again, err := sockets.ParsePattern(p.String())
		require.NoError(t, err, p.String())
		require.Equal(t, p, again)
		p.Matches(host, port)
	})
}

// attempt is one use of each operation, without any effect.
var attempts = []struct {
	what, refusal string
	try           func(w *world)
}{
	{"connect", "Does not have permission", func(w *world) { w.connect(1, "127.0.0.1", -1) }},
	{"listen", "Does not have permission", func(w *world) { w.listen(1, "127.0.0.1", -1, 1) }},
	{"bind", "App does not have permission", func(w *world) { w.bind(1, "127.0.0.1", -1) }},
	{"send", "App does not have permission", func(w *world) { w.sendTextTo(1, "", "127.0.0.1", -1) }},
	{"join", "App does not have permission", func(w *world) { w.join(1, "bogus") }},
}

// requireAllowed checks which operations a host with these permissions allows.
func requireAllowed(t *testing.T, p *sockets.Permissions, allowed ...string) {
	t.Helper()
	withOptions(t, sockets.Options{Permissions: p}, func(t *testing.T, w *world) {
		w.create()
		w.createServer()
		w.createUDP()
		for _, a := range attempts {
			w.do(func() { a.try(w) })
			n := w.next()
			require.Equal(t, a.what, n.what)
			if _, refused := n.err.(sockets.Refusal); !refused {
				require.Contains(t, allowed, a.what, n)
			} else {
				require.NotContains(t, allowed, a.what)
				require.EqualError(t, n.err, a.refusal)
			}
		}
	})
}

func TestPermissionsOfManifests(t *testing.T) {
	for manifest, allowed := range map[string][]string{
		`{}`: nil,
		`{"tcp": {}, "tcpServer": {}, "udp": {}}`:                nil,
		`{"tcp": {"connect": ""}}`:                               {"connect"},
		`{"tcp": {"connect": "*"}}`:                              {"connect"},
		`{"tcp": {"connect": []}}`:                               nil,
		`{"tcp": {"connect": ["a.com", "127.0.0.1"]}}`:           {"connect"},
		`{"tcp": {"connect": "127.0.0.1:80"}}`:                   nil,
		`{"tcp": {"listen": "", "frobnicate": 5}, "later": [1]}`: nil,
		`{"tcpServer": {"listen": ["127.0.0.1:*"]}}`:             {"listen"},
		`{"udp": {"bind": "", "send": []}}`:                      {"bind"},
		`{"udp": {"send": ["*"]}}`:                               {"send"},
		`{"udp": {"multicastMembership": ""}}`:                   {"join"},
		`{"udp": {"multicastMembership": [""]}}`:                 {"join"},
		`{"udp": {"multicastMembership": []}}`:                   nil,
		`{"tcp": {"connect": "*"}, "tcpServer": {"listen": "*"}, "udp": {"bind": "*", "send": "*", "multicastMembership": ""}}`: {
			"connect", "listen", "bind", "send", "join"},
	} {
		t.Run(manifest, func(t *testing.T) {
			p, err := sockets.ParsePermissions([]byte(manifest))
			require.NoError(t, err)
			requireAllowed(t, p, allowed...)
		})
	}
}

func TestWrongPermissionsOfManifests(t *testing.T) {
	const shape = `"sockets" must look like {"tcp": {"connect": PATTERNS}, "tcpServer": {"listen": PATTERNS}, ` +
		`"udp": {"bind": PATTERNS, …}}, where PATTERNS is a string or an array of strings`
	for manifest, message := range map[string]string{
		`{"tcp": {"connect": "a.com:0"}}`:                 "Invalid host:port pattern 'a.com:0'",
		`{"tcp": {"connect": ["a.com", "::1"]}}`:          "Invalid host:port pattern '::1'",
		`{"udp": {"multicastMembership": "*"}}`:           "Invalid host:port pattern '*'",
		`{"udp": {"multicastMembership": ["", "a:b:c"]}}`: "Invalid host:port pattern 'a:b:c'",
		`{"tcp": {"connect": 5}}`:                         shape,
		`{"tcp": {"connect": null}}`:                      shape,
		`{"tcp": {"connect": true}}`:                      shape,
		`{"tcp": {"connect": {}}}`:                        shape,
		`{"udp": {"send": ["a.com", null]}}`:              shape,
		`{"udp": {"send": [["a.com"]]}}`:                  shape,
		`{"tcpServer": "*"}`:                              shape,
		`{"tcpServer": null}`:                             shape,
		`null`:                                            shape,
		`[]`:                                              shape,
		`"*"`:                                             shape,
		``:                                                shape,
		`{"tcp": {`:                                       shape,
	} {
		p, err := sockets.ParsePermissions([]byte(manifest))
		require.EqualError(t, err, message, manifest)
		require.Nil(t, p)
	}
}

func TestPermissionsNil(t *testing.T) {
	requireAllowed(t, nil, "connect", "listen", "bind", "send", "join")
}

func TestAllowLimitsOnlyItsOwnOperation(t *testing.T) {
	requireAllowed(t, &sockets.Permissions{}, "connect", "listen", "bind", "send", "join")
	var p sockets.Permissions
	p.Allow(sockets.TCPConnect)
	requireAllowed(t, &p, "listen", "bind", "send", "join")
	local, err := sockets.ParsePattern("127.0.0.1")
	require.NoError(t, err)
	p.Allow(sockets.TCPConnect, local)
	p.Allow(sockets.UDPSend)
	requireAllowed(t, &p, "connect", "listen", "bind", "join")
}

// As recorded from Chromium.
func TestPermissionsCompareStrings(t *testing.T) {
	p, err := sockets.ParsePermissions([]byte(`{"tcp": {"connect": ["127.0.0.1:*"]}, "tcpServer": {"listen": ["127.0.0.1:*"]}}`))
	require.NoError(t, err)
	lines, log := newLogged()
	withOptions(t, sockets.Options{Permissions: p, Log: log}, func(t *testing.T, w *world) {
		ln, port := listenNet(t, "127.0.0.1:0")
		id, server := w.create(), w.createServer()
		for _, host := range []string{"localhost", "127.0.0.2", "127.1"} {
			w.do(func() { w.connect(id, host, port) })
			w.expect("connect 1: Does not have permission")
			require.Equal(t, fmt.Sprintf("DEBUG tcp.connect: Does not have permission for %s:%d; allowed: [127.0.0.1:*]", host, port), next(t, lines.lines))
		}
		w.do(func() { w.connect(id, "127.0.0.1", port) })
		w.expect("connect 1: ok")
		acceptNet(t, ln)
		for _, address := range []string{"0.0.0.0", "::1", "localhost"} {
			w.do(func() { w.listen(server, address, 0, 1) })
			w.expect("listen 1: Does not have permission")
			next(t, lines.lines)
		}
		w.do(func() { w.listen(server, "127.0.0.1", 0, 1) })
		w.expect("listen 1: ok")
		require.Empty(t, lines.lines)
	})
}
