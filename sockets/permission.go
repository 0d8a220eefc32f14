package sockets

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// The refusals for operations that are not allowed. Chrome has two texts.
const (
	ErrPermission    Refusal = "Does not have permission"
	ErrAppPermission Refusal = "App does not have permission"
)

// Operation is something an app needs a permission for.
type Operation int

// The operations of a manifest's "sockets" value.
const (
	TCPConnect Operation = iota
	TCPListen
	UDPBind
	UDPSend
	UDPMulticast
)

// operationKeys are the paths of the operations below "sockets".
var operationKeys = [...][2]string{
	TCPConnect:   {"tcp", "connect"},
	TCPListen:    {"tcpServer", "listen"},
	UDPBind:      {"udp", "bind"},
	UDPSend:      {"udp", "send"},
	UDPMulticast: {"udp", "multicastMembership"},
}

func (o Operation) String() string { return operationKeys[o][0] + "." + operationKeys[o][1] }

// refusal is the error for an operation that is not allowed.
func (o Operation) refusal() Refusal {
	if operationKeys[o][0] == "udp" {
		return ErrAppPermission
	}
	return ErrPermission
}

// Pattern is a host:port pattern. Its zero value matches everything.
type Pattern struct {
	host  string // lower case, without a leading "*."
	exact bool   // subdomains do not match
	port  int    // 0 is any
}

// ParsePattern reads a pattern: "", "host", "host:port" or ":port". A host that
// is empty or "*" matches every host, one that begins with "*." or "." matches
// the domain and its subdomains; a port that is missing, empty or "*" matches
// every port.
func ParsePattern(s string) (Pattern, error) {
	host, port, _ := strings.Cut(s, ":")
	if strings.Contains(port, ":") || padded(host) || padded(port) {
		return Pattern{}, invalidPattern(s)
	}
	p := Pattern{host: asciiLower(host)}
	if p.host != "" {
		first, rest, _ := strings.Cut(p.host, ".")
		if p.exact = first != "*" && first != ""; !p.exact {
			p.host = rest
		}
	}
	if port != "" && port != "*" {
		n, err := strconv.Atoi(port)
		if err != nil || n < 1 || n > 0xffff {
			return Pattern{}, invalidPattern(s)
		}
		p.port = n
	}
	return p, nil
}

// invalidPattern is Chrome's error for the manifest.
func invalidPattern(s string) error { return fmt.Errorf("Invalid host:port pattern '%s'", s) }

// asciiLower lowers ASCII letters only, and leaves every other byte as it is.
func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// padded tells whether s begins or ends with white space.
func padded(s string) bool { return s != strings.TrimFunc(s, unicode.IsSpace) }

// Matches tells whether the pattern covers a host, compared as the string that
// was passed to the API, and a port.
func (p Pattern) Matches(host string, port int) bool {
	if p.port != 0 && p.port != port {
		return false
	}
	host = asciiLower(host)
	switch {
	case host == p.host:
		return true
	case p.exact:
		return false
	case p.host == "":
		return true
	}
	_, literal := parseLiteral(strings.Trim(host, "[]"))
	return !literal && len(host) > len(p.host)+1 && strings.HasSuffix(host, "."+p.host)
}

// String writes the pattern as Chrome does: "*:*", "*.a.com:80", "a.com:*".
func (p Pattern) String() string {
	host, port := p.host, "*"
	switch {
	case p.exact:
	case host == "":
		host = "*"
	default:
		host = "*." + host
	}
	if p.port != 0 {
		port = strconv.Itoa(p.port)
	}
	return host + ":" + port
}

// Permissions say what an app may do. A nil *Permissions allows everything.
type Permissions struct {
	patterns map[Operation][]Pattern
}

// Allow allows an operation for what the patterns match. Without patterns it
// allows nothing, and is still no longer unlimited.
func (p *Permissions) Allow(o Operation, patterns ...Pattern) {
	if p.patterns == nil {
		p.patterns = map[Operation][]Pattern{}
	}
	p.patterns[o] = append(p.patterns[o], patterns...)
}

// errShape is for a "sockets" value that is no such object.
var errShape = errors.New(`"sockets" must look like {"tcp": {"connect": PATTERNS}, "tcpServer": {"listen": PATTERNS}, "udp": {"bind": PATTERNS, …}}, where PATTERNS is a string or an array of strings`)

// ParsePermissions reads the "sockets" value of a manifest. What it does not
// name is not allowed; what it names that no operation has is ignored.
func ParsePermissions(sockets []byte) (*Permissions, error) {
	var value any
	if err := json.Unmarshal(sockets, &value); err != nil {
		return nil, errShape
	}
	namespaces, ok := value.(map[string]any)
	if !ok {
		return nil, errShape
	}
	p := &Permissions{}
	for o, key := range operationKeys {
		o := Operation(o)
		p.Allow(o)
		namespace, named := namespaces[key[0]]
		if !named {
			continue
		}
		operations, ok := namespace.(map[string]any)
		if !ok {
			return nil, errShape
		}
		list, named := operations[key[1]]
		if !named {
			continue
		}
		if err := p.allowList(o, list); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// allowList allows an operation for a pattern, or an array of them, from JSON.
// Groups of multicast cannot be named one by one: only "" is a pattern there.
func (p *Permissions) allowList(o Operation, list any) error {
	all, ok := list.([]any)
	if !ok {
		all = []any{list}
	}
	for _, one := range all {
		s, ok := one.(string)
		if !ok {
			return errShape
		}
		pattern, err := ParsePattern(s)
		if err == nil && o == UDPMulticast && s != "" {
			err = invalidPattern(s)
		}
		if err != nil {
			return err
		}
		p.Allow(o, pattern)
	}
	return nil
}

// Check returns the refusal if an operation is not allowed. A kind of operation
// that was never limited is allowed.
func (p *Permissions) Check(o Operation, host string, port int) error {
	if p == nil {
		return nil
	}
	patterns, limited := p.patterns[o]
	if !limited || slices.ContainsFunc(patterns, func(p Pattern) bool { return p.Matches(host, port) }) {
		return nil
	}
	return o.refusal()
}

// check is Check with a word in the log.
func (h *Host) check(o Operation, host string, port int) error {
	p := h.opts.Permissions
	err := p.Check(o, host, port)
	if err != nil {
		h.opts.Log.Debug(fmt.Sprintf("%s: %s for %s:%d; allowed: %v", o, err, host, port, p.patterns[o]))
	}
	return err
}
