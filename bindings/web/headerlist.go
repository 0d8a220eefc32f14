package web

import (
	"slices"
	"strings"
)

// httpSpace is what HTTP calls whitespace.
const httpSpace = "\t\n\r "

// headerList is a header list of the Fetch Standard. Its strings have one
// character for each byte.
type headerList []pair

// get returns all values of a name as one.
func (l headerList) get(name string) (value string, ok bool) {
	for _, h := range l {
		switch {
		case !strings.EqualFold(h.name, name):
		case ok:
			value += ", " + h.value
		default:
			value, ok = h.value, true
		}
	}
	return value, ok
}

func (l headerList) has(name string) bool {
	return slices.ContainsFunc(l, func(h pair) bool { return strings.EqualFold(h.name, name) })
}

// append adds a value; a name is written as it was first.
func (l *headerList) append(name, value string) {
	if i := slices.IndexFunc(*l, func(h pair) bool { return strings.EqualFold(h.name, name) }); i >= 0 {
		name = (*l)[i].name
	}
	*l = append(*l, pair{name, value})
}

func (l *headerList) set(name, value string) {
	i := slices.IndexFunc(*l, func(h pair) bool { return strings.EqualFold(h.name, name) })
	if i < 0 {
		*l = append(*l, pair{name, value})
		return
	}
	first := pair{(*l)[i].name, value}
	l.delete(name)
	*l = slices.Insert(*l, i, first)
}

func (l *headerList) delete(name string) {
	*l = slices.DeleteFunc(*l, func(h pair) bool { return strings.EqualFold(h.name, name) })
}

// sorted is the standard's "sort and combine": the names in lower case, each
// once, but Set-Cookie as often as it is there.
func (l headerList) sorted() headerList {
	var combined headerList
	for _, h := range l {
		name := strings.ToLower(h.name)
		if name == "set-cookie" {
			combined = append(combined, pair{name, h.value})
		} else if !combined.has(name) {
			value, _ := l.get(name)
			combined = append(combined, pair{name, value})
		}
	}
	slices.SortStableFunc(combined, func(a, b pair) int { return strings.Compare(a.name, b.name) })
	return combined
}

// mimeType is the type of the body that the headers belong to, or nil.
func (l headerList) mimeType() (m *mimeType) {
	for _, h := range l {
		if strings.EqualFold(h.name, "Content-Type") {
			for part := range strings.SplitSeq(h.value, ",") {
				if parsed := parseMIMEType(part); parsed != nil && parsed.essence != "*/*" {
					m = parsed
				}
			}
		}
	}
	return m
}

// isHeaderValue tells whether a value without space around it can be sent.
func isHeaderValue(s string) bool { return !strings.ContainsAny(s, "\x00\r\n") }

// forbiddenHeaders are the request headers that scripts cannot set. User-Agent
// is Chrome's, not the standard's.
var forbiddenHeaders = strings.Fields(`
	accept-charset accept-encoding access-control-request-headers access-control-request-method
	access-control-request-private-network connection content-length cookie cookie2 date dnt expect host
	keep-alive origin referer set-cookie te trailer transfer-encoding upgrade user-agent via`)

// isForbidden is the standard's "forbidden request-header".
func isForbidden(name, value string) bool {
	name = strings.ToLower(name)
	if slices.Contains(forbiddenHeaders, name) || strings.HasPrefix(name, "proxy-") || strings.HasPrefix(name, "sec-") {
		return true
	}
	switch name {
	case "x-http-method", "x-http-method-override", "x-method-override":
		for method := range strings.SplitSeq(value, ",") {
			if isForbiddenMethod(strings.Trim(method, httpSpace)) {
				return true
			}
		}
	}
	return false
}

// simpleHeaders are those that a request without CORS may have, and the bytes
// besides letters and digits that may stand in their values; "" are all but
// unsafeBytes.
var simpleHeaders = map[string]string{"accept": "", "accept-language": " *,-.;=", "content-language": " *,-.;=", "content-type": ""}

// unsafeBytes are the standard's "CORS-unsafe request-header bytes", besides
// control characters.
const unsafeBytes = "\"():<>?@[\\]{}\x7F"

// isSimple is the standard's "no-CORS-safelisted request-header".
func isSimple(name, value string) bool {
	name = strings.ToLower(name)
	special, ok := simpleHeaders[name]
	if !ok {
		return false
	}
	value = toLatin1(value)
	if len(value) > 128 {
		return false
	}
	for _, c := range []byte(value) {
		switch {
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z':
		case special != "" && strings.IndexByte(special, c) < 0,
			c < ' ' && c != '\t', strings.IndexByte(unsafeBytes, c) >= 0:
			return false
		}
	}
	if name != "content-type" || value == "" {
		return true
	}
	m := parseMIMEType(value)
	return m != nil && slices.Contains([]string{"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"}, m.essence)
}

// isForbiddenMethod is the standard's "forbidden method".
func isForbiddenMethod(method string) bool {
	switch strings.ToUpper(method) {
	case "CONNECT", "TRACE", "TRACK":
		return true
	}
	return false
}

// normalMethod is the standard's "normalize" of a method.
func normalMethod(method string) string {
	switch upper := strings.ToUpper(method); upper {
	case "DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT":
		return upper
	}
	return method
}

// bodiless tells whether a request with this method has no body.
func bodiless(method string) bool { return method == "GET" || method == "HEAD" }

// fromLatin1 turns bytes into a string of one character for each.
func fromLatin1(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		b.WriteRune(rune(c))
	}
	return b.String()
}

// toLatin1 undoes fromLatin1.
func toLatin1(s string) string {
	b, _ := latin1(s)
	return string(b)
}
