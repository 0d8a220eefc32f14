package app

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Hosts are the patterns of URLs among an app's permissions. They never change,
// so any goroutine may ask.
type Hosts []hostPattern

// hostPattern is a match pattern, such as "*://*.example.com/*".
type hostPattern struct {
	schemes []string
	host    string // in lower case, without what subdomains adds
	// subdomains tells that hosts below it match too, every one if it is "".
	subdomains bool
	port       string // "" is every one
	path       *regexp.Regexp
}

// allURLs is the pattern of every URL.
const allURLs = "<all_urls>"

// Hosts are those that the manifest asks for, in "permissions" and
// "host_permissions".
func (m *Manifest) Hosts() Hosts {
	var all Hosts
	for _, p := range slices.Concat(m.Permissions, m.HostPermissions) {
		if isMatchPattern(p.Name) {
			all = append(all, parseHostPattern(p.Name))
		}
	}
	return all
}

// parseHostPattern reads a pattern that isMatchPattern knows as one.
func parseHostPattern(text string) hostPattern {
	if text == allURLs {
		return hostPattern{schemes: []string{"http", "https", "ws", "wss", "ftp", "file"}, subdomains: true, path: regexp.MustCompile("")}
	}
	scheme, rest, _ := strings.Cut(text, "://")
	authority, path, _ := strings.Cut(rest, "/")
	p := hostPattern{schemes: []string{scheme}}
	if scheme == "*" {
		p.schemes = []string{"http", "https", "ws", "wss"}
	}
	words := strings.Split("/"+path, "*")
	for i, word := range words {
		words[i] = regexp.QuoteMeta(word)
	}
	p.path = regexp.MustCompile("(?s)^" + strings.Join(words, ".*") + "$")
	host := strings.ToLower(authority)
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		if p.port = host[i+1:]; p.port == "*" {
			p.port = ""
		}
		host = host[:i]
	}
	if host == "*" {
		host = "*."
	}
	p.host, p.subdomains = strings.CutPrefix(host, "*.")
	return p
}

// Match tells whether a URL, as the URL Standard writes it, matches one of the
// patterns.
func (h Hosts) Match(text string) bool {
	u, err := url.Parse(text)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(h, func(p hostPattern) bool { return p.match(u) })
}

// defaultPort is the port that URLs of a scheme do not write.
func defaultPort(scheme string) string {
	switch scheme {
	case "http", "ws":
		return "80"
	case "https", "wss":
		return "443"
	case "ftp":
		return "21"
	}
	return ""
}

func (p hostPattern) match(u *url.URL) bool {
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if port == "" {
		port = defaultPort(u.Scheme)
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	path := u.EscapedPath()
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	below := p.subdomains && (p.host == "" || strings.HasSuffix(host, "."+p.host))
	return slices.Contains(p.schemes, u.Scheme) && (host == p.host || below) && (p.port == "" || p.port == port) && p.path.MatchString(path)
}
