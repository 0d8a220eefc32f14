package web

import (
	"strings"

	"github.com/dop251/goja"
)

// request is a Request of the Fetch Standard. What concerns only browsers with
// users (mode, credentials, cache, referrer, integrity, keepalive) is kept and
// has no effect.
type request struct {
	load    loadRequest // without headers and body
	headers headers
	body    body

	mode, credentials, cache, integrity string
	referrer, referrerPolicy            string
	keepalive                           bool

	aborts *abortSignal // whom it obeys, or nil
	signal *abortSignal // that scripts see; nil before they ask
}

func (r *request) content() *body     { return &r.body }
func (r *request) header() headerList { return r.headers.list }

// The values of enumerations.
var (
	requestModes       = []string{"same-origin", "no-cors", "cors", "navigate"}
	requestCredentials = []string{"omit", "same-origin", "include"}
	requestCaches      = []string{"default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"}
	requestRedirects   = []string{"follow", "error", "manual"}
	referrerPolicies   = []string{"", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
		"origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url"}
)

func (e *env) installRequest() {
	fact := func(name string, get func(*request) any) attribute[*request] {
		return attribute[*request]{name, get, nil}
	}
	methods := bodyMethods[*request](e, "Request")
	methods = append(methods, method[*request]{"clone", 0, func(r *request, _ goja.FunctionCall) goja.Value {
		if r.body.used() || r.body.stream != nil && r.body.stream.locked() {
			e.throwType("Failed to execute 'clone' on 'Request': Request body is already used")
		}
		cloned := *r
		cloned.body, cloned.headers.self, cloned.signal = r.body.cloned(), nil, nil
		cloned.headers.list = append(headerList(nil), r.headers.list...)
		return e.instance(e.prototype("Request"), &cloned)
	}})
	define(e, class[*request]{
		name:     "Request",
		promises: bodyPromises,
		required: 1,
		construct: func(call goja.ConstructorCall) *request {
			return e.newRequest(call.Argument(0), call.Argument(1), "Failed to construct 'Request'")
		},
		attributes: append([]attribute[*request]{
			fact("method", func(r *request) any { return r.load.method }),
			fact("url", func(r *request) any { return r.load.url.Href(false) }),
			fact("headers", func(r *request) any { return r.headers.object(e) }),
			fact("destination", func(r *request) any { return "" }),
			fact("referrer", func(r *request) any { return r.referrer }),
			fact("referrerPolicy", func(r *request) any { return r.referrerPolicy }),
			fact("mode", func(r *request) any { return r.mode }),
			fact("credentials", func(r *request) any { return r.credentials }),
			fact("cache", func(r *request) any { return r.cache }),
			fact("redirect", func(r *request) any { return r.load.redirect }),
			fact("integrity", func(r *request) any { return r.integrity }),
			fact("keepalive", func(r *request) any { return r.keepalive }),
			fact("signal", func(r *request) any { return e.requestSignal(r).self }),
			fact("duplex", func(r *request) any { return "half" }),
			fact("isHistoryNavigation", func(r *request) any { return false }),
		}, bodyAttributes[*request]()...),
		methods: methods,
	})
}

// requestSignal is the signal of a Request as scripts see it: one of its own
// that follows the one it was made with.
func (e *env) requestSignal(r *request) *abortSignal {
	switch {
	case r.signal != nil:
	case r.aborts == nil:
		r.signal = e.newSignal()
	default:
		o := e.anySignal(call(nil, e.list([]goja.Value{r.aborts.self})))
		r.signal = e.platform(o.(*goja.Object)).(*abortSignal)
	}
	return r.signal
}

// newRequest is the constructor, which fetch uses too.
func (e *env) newRequest(input, options goja.Value, failed string) *request {
	init := e.dictionary(options, failed, "RequestInit")
	r, from := e.requestOf(input, failed)

	if mode, ok := init.enum("mode", failed, "RequestInit", "RequestMode", requestModes...); ok {
		if mode == "navigate" {
			e.throwType("%s: Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'.", failed)
		}
		r.mode = mode
	}
	for _, member := range []struct {
		field             *string
		name, enumeration string
		values            []string
	}{
		{&r.credentials, "credentials", "RequestCredentials", requestCredentials},
		{&r.cache, "cache", "RequestCache", requestCaches},
		{&r.load.redirect, "redirect", "RequestRedirect", requestRedirects},
		{&r.referrerPolicy, "referrerPolicy", "ReferrerPolicy", referrerPolicies},
	} {
		if value, ok := init.enum(member.name, failed, "RequestInit", member.enumeration, member.values...); ok {
			*member.field = value
		}
	}
	if r.cache == "only-if-cached" && r.mode != "same-origin" {
		e.throwType("%s: 'only-if-cached' can be set only with 'same-origin' mode", failed)
	}
	if v := init.member("referrer"); v != nil {
		r.referrer = e.referrerOf(e.utf8Text(v), failed)
	}
	if v := init.member("integrity"); v != nil {
		r.integrity = e.toString(v)
	}
	if v := init.member("keepalive"); v != nil {
		r.keepalive = v.ToBoolean()
	}
	if v := init.member("method"); v != nil {
		method := e.byteString(v, failed)
		switch {
		case !isToken(method):
			e.throwType("%s: '%s' is not a valid HTTP method.", failed, method)
		case isForbiddenMethod(method):
			e.throwType("%s: '%s' HTTP method is unsupported.", failed, method)
		}
		r.load.method = normalMethod(method)
	}
	switch v := init.member("signal"); {
	case v == nil:
	case goja.IsNull(v):
		r.aborts = nil
	default:
		r.aborts = e.signalOf(v, failed+": Failed to read the 'signal' property from 'RequestInit'")
	}
	r.headers.guard = guardRequest
	if r.mode == "no-cors" {
		if method := r.load.method; !bodiless(method) && method != "POST" {
			e.throwType("%s: '%s' is unsupported in no-cors mode.", failed, method)
		}
		r.headers.guard = guardSimple
	}
	switch v := init.member("headers"); {
	case v != nil:
		e.fillHeaders(&r.headers, v, failed, "Failed to read the 'headers' property from 'RequestInit': ")
	case from != nil:
		for _, h := range from.headers.list {
			if r.headers.allows(h.name, h.value) {
				r.headers.list.append(h.name, h.value)
			}
		}
	}
	e.setRequestBody(r, from, init, failed)
	return r
}

// requestOf is a Request without options, and the Request that it was made of,
// if it was.
func (e *env) requestOf(input goja.Value, failed string) (r, from *request) {
	if o, ok := input.(*goja.Object); ok {
		if from, ok := e.platform(o).(*request); ok {
			copied := *from
			copied.headers, copied.body, copied.aborts, copied.signal = headers{}, body{}, e.requestSignal(from), nil
			return &copied, from
		}
	}
	text := scalar(e.convertString(input, failed))
	u, ok := parseURL(text, e.base())
	switch {
	case !ok:
		e.throwType("%s: Failed to parse URL from %s", failed, text)
	case u.Username() != "" || u.Password() != "":
		e.throwType("%s: Request cannot be constructed from a URL that includes credentials: %s", failed, text)
	}
	return &request{
		load: loadRequest{method: "GET", url: u, blob: e.blobAt(u), redirect: "follow"},
		mode: "cors", credentials: "same-origin", cache: "default", referrer: "about:client",
	}, nil
}

func (e *env) referrerOf(text, failed string) string {
	if text == "" {
		return ""
	}
	u, ok := parseURL(text, e.base())
	switch {
	case !ok:
		e.throwType("%s: Referrer '%s' is not a valid URL.", failed, text)
	case u.Href(false) == "about:client", e.settings.Origin == "", !strings.HasPrefix(u.Href(false), e.settings.Origin+"/"):
		return "about:client"
	}
	return u.Href(false)
}

// setRequestBody takes the body of the options, or that of the Request that r is
// made of.
func (e *env) setRequestBody(r, from *request, init dictionary, failed string) {
	init.enum("duplex", failed, "RequestInit", "RequestDuplex", "half")
	v := init.member("body")
	given := v != nil && !goja.IsNull(v)
	inherits := !given && from != nil && from.body.stream != nil
	if (given || inherits) && bodiless(r.load.method) {
		e.throwType("%s: Request with GET/HEAD method cannot have body.", failed)
	}
	switch {
	case given:
		made, kind, stream := e.bodyOf(v, failed)
		if stream && init.member("duplex") == nil {
			e.throwType("%s: The `duplex` member must be specified for a request with a streaming body", failed)
		}
		r.body = made
		if kind != "" && !r.headers.list.has("Content-Type") && r.headers.allows("Content-Type", kind) {
			r.headers.list.append("Content-Type", kind)
		}
	case inherits:
		if from.body.used() || from.body.stream.locked() {
			e.throwType("%s: Cannot construct a Request with a Request object that has already been used.", failed)
		}
		r.body = body{from.body.stream.moved()}
	}
}
