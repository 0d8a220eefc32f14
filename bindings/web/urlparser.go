package web

import (
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

// originOf is the serialization of a URL's origin: "null" for one that is
// nobody's but its own.
func originOf(u *whatwg.Url) string {
	switch u.Scheme() {
	case "http", "https", "ws", "wss", "ftp":
		return u.Scheme() + "://" + u.Host()
	case "blob":
		if inner, ok := parseURL(u.Pathname(), ""); ok && (inner.Scheme() == "http" || inner.Scheme() == "https") {
			return originOf(inner)
		}
	}
	return "null"
}
