package web

import (
	"strconv"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

// parseURL is the "basic URL parser" of the URL Standard. base may be "".
func parseURL(text, base string) (*whatwg.Url, bool) {
	var u *whatwg.Url
	var err error
	if base == "" {
		u, err = whatwg.Parse(text)
	} else {
		u, err = whatwg.ParseRef(base, text)
	}
	return u, err == nil
}

// base is what relative URLs of scripts are relative to; "" has none.
func (e *env) base() string {
	if e.page != nil {
		return e.page.base()
	}
	return e.settings.URL
}

// originOf is the serialization of a URL's origin: "null" for one that is
// nobody's but its own. The scheme of extensions is one like those of the web.
func originOf(u *whatwg.Url) string {
	switch u.Scheme() {
	case "http", "https", "ws", "wss", "ftp", "chrome-extension":
		return u.Scheme() + "://" + u.Host()
	case "blob":
		if inner, ok := parseURL(u.Pathname(), ""); ok {
			switch inner.Scheme() {
			case "http", "https", "chrome-extension":
				return originOf(inner)
			}
		}
	}
	return "null"
}

// percentDecoded undoes percent-encoding; what is none stays.
func percentDecoded(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if c, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(c))
				i += 2
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
