package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// socketDial is where a URL leads.
type socketDial struct {
	url         string // without the credentials
	credentials string // of the form user:password
	origin      string
	host        string
	port        int
	secure      bool
}

// socketURL checks the URL of a WebSocket and returns it as its url attribute
// has it.
func (e *env) socketURL(text string) (string, socketDial) {
	refuse := func(format string, args ...any) {
		panic(e.newDOMException("SyntaxError", "Failed to construct 'WebSocket': "+fmt.Sprintf(format, args...)))
	}
	u, ok := parseURL(text, e.settings.URL)
	if !ok {
		refuse("The URL '%s' is invalid.", text)
	}
	switch u.Scheme() {
	case "http":
		u.SetProtocol("ws:")
	case "https":
		u.SetProtocol("wss:")
	case "ws", "wss":
	default:
		refuse("The URL's scheme must be either 'http', 'https', 'ws', or 'wss'. '%s' is not allowed.", u.Scheme())
	}
	if strings.Contains(u.Href(false), "#") {
		refuse("The URL contains a fragment identifier ('%s'). Fragment identifiers are not allowed in WebSocket URLs.", u.Fragment())
	}
	url, d := u.Href(false), socketDial{origin: originOf(u), host: u.Hostname(), port: u.DecodedPort(), secure: u.Scheme() == "wss"}
	if u.Username() != "" || u.Password() != "" {
		d.credentials = percentDecoded(u.Username()) + ":" + percentDecoded(u.Password())
		u.SetUsername("")
		u.SetPassword("")
	}
	d.url = u.Href(false)
	return url, d
}

// subprotocols reads the second argument: one, or a list.
func (e *env) subprotocols(v goja.Value) (list []string) {
	refuse := func(protocol, what string) {
		panic(e.newDOMException("SyntaxError", "Failed to construct 'WebSocket': The subprotocol '"+escapeNonASCII(protocol)+"' is "+what+"."))
	}
	if o, ok := v.(*goja.Object); ok && e.iterable(o) {
		for _, item := range e.sequence(o, "") {
			list = append(list, e.toString(item))
		}
	} else if !goja.IsUndefined(v) {
		list = []string{e.toString(v)}
	}
	for _, protocol := range list {
		if !isToken(protocol) {
			refuse(protocol, "invalid")
		}
	}
	for i, protocol := range list {
		if slices.Contains(list[:i], protocol) {
			refuse(protocol, "duplicated")
		}
	}
	return list
}

// isToken tells whether s is a token of HTTP.
func isToken(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
	})
}

func escapeNonASCII(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\u%04X`, r)
		}
	}
	return b.String()
}
