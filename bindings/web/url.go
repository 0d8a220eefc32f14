package web

import (
	"crypto/rand"
	"fmt"

	"github.com/dop251/goja"
	whatwg "github.com/nlnwa/whatwg-url/url"
)

// urlObject is a URL of the URL Standard.
type urlObject struct {
	*whatwg.Url
	query *searchParams // nil before it is asked for
}

// urlPart is a part of a URL that scripts can set.
type urlPart struct {
	name string
	get  func(*whatwg.Url) string
	set  func(*whatwg.Url, string)
}

var urlParts = []urlPart{
	{"protocol", (*whatwg.Url).Protocol, (*whatwg.Url).SetProtocol},
	{"username", (*whatwg.Url).Username, (*whatwg.Url).SetUsername},
	{"password", (*whatwg.Url).Password, (*whatwg.Url).SetPassword},
	{"host", (*whatwg.Url).Host, (*whatwg.Url).SetHost},
	{"hostname", (*whatwg.Url).Hostname, (*whatwg.Url).SetHostname},
	{"port", (*whatwg.Url).Port, (*whatwg.Url).SetPort},
	{"pathname", (*whatwg.Url).Pathname, (*whatwg.Url).SetPathname},
	{"search", (*whatwg.Url).Search, (*whatwg.Url).SetSearch},
	{"hash", (*whatwg.Url).Hash, (*whatwg.Url).SetHash},
}

func (e *env) installURL() {
	attributes := []attribute[*urlObject]{
		{"origin", func(u *urlObject) any { return originOf(u.Url) }, nil},
		{"searchParams", func(u *urlObject) any { return e.paramsOf(u).self }, nil},
		{"href", func(u *urlObject) any { return u.Href(false) }, func(u *urlObject, v goja.Value) {
			parsed, ok := parseURL(e.utf8Text(v), "")
			if !ok {
				e.throwType("Failed to set the 'href' property on 'URL': Invalid URL")
			}
			u.Url = parsed
			u.reread()
		}},
	}
	for _, part := range urlParts {
		attributes = append(attributes, attribute[*urlObject]{
			part.name,
			func(u *urlObject) any { return part.get(u.Url) },
			func(u *urlObject, v goja.Value) {
				part.set(u.Url, e.utf8Text(v))
				u.reread()
			},
		})
	}
	href := func(u *urlObject, _ goja.FunctionCall) goja.Value { return e.vm.ToValue(u.Href(false)) }
	define(e, class[*urlObject]{
		name: "URL",
		construct: func(call goja.ConstructorCall) *urlObject {
			u, fault := e.urlOf(call.Arguments)
			if fault != "" {
				e.throwType("Failed to construct 'URL': %s", fault)
			}
			return u
		},
		required:   1,
		attributes: attributes,
		methods:    []method[*urlObject]{{"toJSON", 0, href}, {"toString", 0, href}},
		statics: []static{
			{"canParse", 1, func(call goja.FunctionCall) goja.Value {
				_, fault := e.urlOf(call.Arguments)
				return e.vm.ToValue(fault == "")
			}},
			{"parse", 1, func(call goja.FunctionCall) goja.Value {
				u, fault := e.urlOf(call.Arguments)
				if fault != "" {
					return goja.Null()
				}
				return e.instance(e.prototype("URL"), u)
			}},
			{"createObjectURL", 1, func(call goja.FunctionCall) goja.Value {
				b := e.asBlob(call.Argument(0))
				if b == nil {
					e.throwType("Failed to execute 'createObjectURL' on 'URL': Overload resolution failed.")
				}
				origin := e.settings.Origin
				if origin == "" {
					origin = "null"
				}
				url := "blob:" + origin + "/" + newUUID()
				e.box.hub.setObjectURL(url, objectURL{b, e.box})
				return e.vm.ToValue(url)
			}},
			{"revokeObjectURL", 1, func(call goja.FunctionCall) goja.Value {
				e.box.hub.revoke(e.utf8Text(call.Argument(0)))
				return nil
			}},
		},
	})
	e.installURLSearchParams()
}

// urlOf parses a URL and, if given, what it is relative to. The fault is "" if
// there is none.
func (e *env) urlOf(args []goja.Value) (u *urlObject, fault string) {
	text, base := e.utf8Text(args[0]), ""
	if v := argument(args, 1); !goja.IsUndefined(v) {
		parsed, ok := parseURL(e.utf8Text(v), "")
		if !ok {
			return nil, "Invalid base URL"
		}
		base = parsed.Href(false)
	}
	parsed, ok := parseURL(text, base)
	if !ok {
		return nil, "Invalid URL"
	}
	return &urlObject{Url: parsed}, ""
}

// reread gives the parameters what the query has become.
func (u *urlObject) reread() {
	if u.query != nil {
		u.query.pairs = parseForm(u.Query())
	}
}

// newUUID is a random UUID, version 4.
func newUUID() string {
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0F|0x40, b[8]&0x3F|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
