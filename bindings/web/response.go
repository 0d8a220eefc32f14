package web

import (
	"strings"

	"github.com/dop251/goja"
)

// response is a Response of the Fetch Standard.
type response struct {
	kind    string // the standard's type
	head    loadResponse
	headers headers
	body    body
}

func (r *response) content() *body     { return &r.body }
func (r *response) header() headerList { return r.headers.list }

func (e *env) installResponse() {
	fact := func(name string, get func(*response) any) attribute[*response] {
		return attribute[*response]{name, get, nil}
	}
	methods := bodyMethods[*response](e, "Response")
	methods = append(methods, method[*response]{"clone", 0, func(r *response, _ goja.FunctionCall) goja.Value {
		if r.body.used() || r.body.stream != nil && r.body.stream.locked() {
			e.throwType("Failed to execute 'clone' on 'Response': Response body is already used")
		}
		cloned := *r
		cloned.body, cloned.headers.self = r.body.cloned(), nil
		cloned.headers.list = append(headerList(nil), r.headers.list...)
		return e.instance(e.prototype("Response"), &cloned)
	}})
	define(e, class[*response]{
		name:     "Response",
		promises: bodyPromises,
		construct: func(call goja.ConstructorCall) *response {
			const failed = "Failed to construct 'Response'"
			init := e.dictionary(call.Argument(1), failed, "ResponseInit")
			r := &response{}
			kind := ""
			if v := call.Argument(0); !goja.IsUndefined(v) && !goja.IsNull(v) {
				r.body, kind, _ = e.bodyOf(v, failed)
			}
			e.initResponse(r, init, kind, failed)
			return r
		},
		attributes: append([]attribute[*response]{
			fact("type", func(r *response) any { return r.kind }),
			fact("url", func(r *response) any { return r.head.url }),
			fact("redirected", func(r *response) any { return r.head.redirected }),
			fact("status", func(r *response) any { return r.head.status }),
			fact("ok", func(r *response) any { return r.head.status >= 200 && r.head.status < 300 }),
			fact("statusText", func(r *response) any { return r.head.statusText }),
			fact("headers", func(r *response) any { return r.headers.object(e) }),
		}, bodyAttributes[*response]()...),
		methods: methods,
		statics: []static{
			{"error", 0, func(goja.FunctionCall) goja.Value {
				return e.instance(e.prototype("Response"), &response{kind: "error", headers: headers{guard: guardImmutable}})
			}},
			{"json", 1, func(call goja.FunctionCall) goja.Value { return e.jsonResponse(call) }},
			{"redirect", 1, func(call goja.FunctionCall) goja.Value { return e.redirectResponse(call) }},
		},
	})
}

// initResponse is the standard's "initialize a response"; kind is the type of
// the body or "".
func (e *env) initResponse(r *response, init dictionary, kind, failed string) {
	r.kind, r.head.status, r.headers.guard = "default", 200, guardResponse
	if v := init.member("status"); v != nil {
		r.head.status = int(uint16(toInt32(v)))
		if r.head.status < 200 || r.head.status > 599 {
			panic(e.rangeError("%s: The status provided (%d) is outside the range [200, 599].", failed, r.head.status))
		}
	}
	if v := init.member("statusText"); v != nil {
		r.head.statusText = e.byteString(v, failed+": Failed to read the 'statusText' property from 'ResponseInit'")
		if strings.ContainsFunc(r.head.statusText, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7F }) {
			e.throwType("%s: Invalid statusText", failed)
		}
	}
	if v := init.member("headers"); v != nil {
		e.fillHeaders(&r.headers, v, failed, "Failed to read the 'headers' property from 'ResponseInit': ")
	}
	if r.body.stream == nil {
		return
	}
	switch r.head.status {
	case 204, 205, 304:
		e.throwType("%s: Response with null body status cannot have body", failed)
	}
	if kind != "" && !r.headers.list.has("Content-Type") {
		r.headers.list.append("Content-Type", kind)
	}
}

func (e *env) jsonResponse(c goja.FunctionCall) goja.Value {
	const failed = "Failed to execute 'json' on 'Response'"
	text := e.stringifyJSON(call(nil, c.Argument(0)))
	if text == nil || goja.IsUndefined(text) {
		e.throwType("%s: The data is not JSON serializable", failed)
	}
	r := &response{body: body{e.streamOf([]byte(e.utf8Text(text)))}}
	e.initResponse(r, e.dictionary(c.Argument(1), failed, "ResponseInit"), "application/json", failed)
	return e.instance(e.prototype("Response"), r)
}

func (e *env) redirectResponse(c goja.FunctionCall) goja.Value {
	const failed = "Failed to execute 'redirect' on 'Response'"
	text, status := e.utf8Text(c.Argument(0)), 302
	u, ok := parseURL(text, e.base())
	if !ok {
		e.throwType("%s: Failed to parse URL from %s", failed, text)
	}
	if v := c.Argument(1); !goja.IsUndefined(v) {
		if status = int(uint16(toInt32(v))); !isRedirect(status) {
			panic(e.rangeError("%s: Invalid status code", failed))
		}
	}
	return e.instance(e.prototype("Response"), &response{
		kind:    "default",
		head:    loadResponse{status: status},
		headers: headers{list: headerList{{"location", u.Href(false)}}, guard: guardImmutable},
	})
}
