package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// The values of readyState.
const (
	requestUnsent = iota
	requestOpened
	requestHeadersReceived
	requestLoading
	requestDone
)

var requestStates = []constant{
	{"UNSENT", requestUnsent}, {"OPENED", requestOpened}, {"HEADERS_RECEIVED", requestHeadersReceived},
	{"LOADING", requestLoading}, {"DONE", requestDone},
}

// responseTypes are the values of responseType. Nothing is made of a
// "document": its response is null.
var responseTypes = []string{"", "arraybuffer", "blob", "document", "json", "text"}

// unsafeHeaders cannot be set by scripts (Fetch Standard).
var unsafeHeaders = []string{
	"accept-charset", "accept-encoding", "access-control-request-headers", "access-control-request-method", "connection",
	"content-length", "cookie", "cookie2", "date", "dnt", "expect", "host", "keep-alive", "origin", "referer", "set-cookie",
	"te", "trailer", "transfer-encoding", "upgrade", "via",
}

// xmlHTTPRequest is an XMLHttpRequest of the standard of that name, for what
// [Options.Load] can read.
type xmlHTTPRequest struct {
	eventTarget
	env    *env
	upload *goja.Object

	state           int
	sent            bool
	run             int // counts the requests, so that a late task knows it is late
	url             string
	responseType    string
	mimeType        string // that overrides
	timeout         uint32 // milliseconds; nothing takes that long
	withCredentials bool

	answer *resource  // nil is none
	object goja.Value // the response, once asked for
}

func (e *env) installXMLHttpRequest() {
	common, _ := define(e, class[target]{
		name: "XMLHttpRequestEventTarget", parent: e.eventTarget,
		handlers: []string{"loadstart", "progress", "abort", "error", "load", "timeout", "loadend"},
	})
	_, uploads := define(e, class[target]{name: "XMLHttpRequestUpload", parent: common})
	define(e, class[*xmlHTTPRequest]{
		name:   "XMLHttpRequest",
		parent: common,
		construct: func(goja.ConstructorCall) *xmlHTTPRequest {
			return &xmlHTTPRequest{env: e, upload: e.instance(uploads, &eventTarget{})}
		},
		attributes: []attribute[*xmlHTTPRequest]{
			{"readyState", func(x *xmlHTTPRequest) any { return x.state }, nil},
			{"timeout", func(x *xmlHTTPRequest) any { return x.timeout }, func(x *xmlHTTPRequest, v goja.Value) {
				x.timeout = uint32(toInt32(v))
			}},
			{"withCredentials", func(x *xmlHTTPRequest) any { return x.withCredentials }, func(x *xmlHTTPRequest, v goja.Value) {
				x.withCredentials = v.ToBoolean()
			}},
			{"upload", func(x *xmlHTTPRequest) any { return x.upload }, nil},
			{"responseURL", func(x *xmlHTTPRequest) any {
				if x.answer == nil {
					return ""
				}
				return x.answer.url
			}, nil},
			{"status", func(x *xmlHTTPRequest) any {
				if x.answer == nil {
					return 0
				}
				return 200
			}, nil},
			{"statusText", func(x *xmlHTTPRequest) any {
				if x.answer == nil {
					return ""
				}
				return "OK"
			}, nil},
			{"responseType", func(x *xmlHTTPRequest) any { return x.responseType }, (*xmlHTTPRequest).setResponseType},
			{"response", (*xmlHTTPRequest).response, nil},
			{"responseText", func(x *xmlHTTPRequest) any {
				x.allow("responseText", "text")
				return x.text()
			}, nil},
			{"responseXML", func(x *xmlHTTPRequest) any {
				x.allow("responseXML", "document")
				return goja.Null()
			}, nil},
		},
		handlers:  []string{"readystatechange"},
		constants: requestStates,
		methods: []method[*xmlHTTPRequest]{
			{"abort", 0, (*xmlHTTPRequest).abort},
			{"getAllResponseHeaders", 0, (*xmlHTTPRequest).headers},
			{"getResponseHeader", 1, (*xmlHTTPRequest).header},
			{"open", 2, (*xmlHTTPRequest).open},
			{"overrideMimeType", 1, (*xmlHTTPRequest).overrideMimeType},
			{"send", 0, (*xmlHTTPRequest).send},
			{"setRequestHeader", 2, (*xmlHTTPRequest).setHeader},
		},
	})
}

// refuse throws a DOMException of a method.
func (x *xmlHTTPRequest) refuse(name, method, format string, args ...any) {
	panic(x.env.newDOMException(name, "Failed to execute '"+method+"' on 'XMLHttpRequest': "+fmt.Sprintf(format, args...)))
}

// Asking.

func (x *xmlHTTPRequest) open(call goja.FunctionCall) goja.Value {
	method := x.env.toString(call.Argument(0))
	address := x.env.utf8Text(call.Argument(1))
	switch {
	case !isToken(method):
		x.refuse("SyntaxError", "open", "'%s' is not a valid HTTP method.", method)
	case slices.Contains([]string{"CONNECT", "TRACE", "TRACK"}, strings.ToUpper(method)):
		x.refuse("SecurityError", "open", "'%s' HTTP method is unsupported.", method)
	}
	url, ok := parseURL(address, x.env.settings.URL)
	switch {
	case !ok:
		x.refuse("SyntaxError", "open", "Invalid URL")
	case len(call.Arguments) > 2 && !call.Arguments[2].ToBoolean():
		x.refuse("InvalidAccessError", "open", "Synchronous requests are disabled for this page.")
	}
	x.run++
	x.url, x.sent, x.answer, x.object = url.Href(true), false, nil, nil
	if x.state != requestOpened {
		x.state = requestOpened
		x.env.fire(&x.eventTarget, "readystatechange")
	}
	return nil
}

func (x *xmlHTTPRequest) send(goja.FunctionCall) goja.Value {
	if x.state != requestOpened || x.sent {
		x.refuse("InvalidStateError", "send", "The object's state must be OPENED.")
	}
	x.sent = true
	run := x.run
	x.env.fireProgress(&x.eventTarget, "loadstart", false, 0, 0)
	if x.run != run || x.state != requestOpened {
		return nil
	}
	x.env.rt.Loop().Post(func() {
		if x.run == run {
			x.finish()
		}
	})
	return nil
}

// finish reads what was asked for and tells of it, as long as no listener
// begins or ends a request.
func (x *xmlHTTPRequest) finish() {
	run := x.run
	to := func(state int) bool {
		x.state = state
		x.env.fire(&x.eventTarget, "readystatechange")
		return x.run == run
	}
	answer, err := x.env.readResource(x.url)
	if err != nil {
		x.env.rt.Console(runtime.Error, fmt.Sprintf("Failed to load resource: %s: %v", x.url, err))
		x.sent = false
		if to(requestDone) {
			x.end("error")
		}
		return
	}
	if x.answer = answer; !to(requestHeadersReceived) {
		return
	}
	if len(answer.data) > 0 {
		if !to(requestLoading) {
			return
		}
		if x.progress("progress"); x.run != run {
			return
		}
	}
	x.sent = false
	if to(requestDone) {
		x.end("load")
	}
}

// end is the last word about a request.
func (x *xmlHTTPRequest) end(kind string) {
	run := x.run
	if x.progress(kind); x.run == run {
		x.progress("loadend")
	}
}

func (x *xmlHTTPRequest) progress(kind string) {
	size := 0
	if x.answer != nil {
		size = len(x.answer.data)
	}
	x.env.fireProgress(&x.eventTarget, kind, x.answer != nil, size, size)
}

func (x *xmlHTTPRequest) abort(goja.FunctionCall) goja.Value {
	x.run++
	run, pending := x.run, x.sent
	x.sent, x.answer, x.object = false, nil, nil
	if pending {
		x.state = requestDone
		if x.env.fire(&x.eventTarget, "readystatechange"); x.run == run {
			x.end("abort")
		}
	}
	if x.run == run && x.state == requestDone {
		x.state = requestUnsent
	}
	return nil
}

// setHeader checks a header. Files have no use for it.
func (x *xmlHTTPRequest) setHeader(call goja.FunctionCall) goja.Value {
	name, value := x.env.toString(call.Argument(0)), strings.Trim(x.env.toString(call.Argument(1)), " \t\r\n")
	switch lower := strings.ToLower(name); {
	case x.state != requestOpened || x.sent:
		x.refuse("InvalidStateError", "setRequestHeader", "The object's state must be OPENED.")
	case !isToken(name):
		x.refuse("SyntaxError", "setRequestHeader", "'%s' is not a valid HTTP header field name.", name)
	case strings.ContainsAny(value, "\x00\r\n"):
		x.refuse("SyntaxError", "setRequestHeader", "'%s' is not a valid HTTP header field value.", value)
	case slices.Contains(unsafeHeaders, lower), strings.HasPrefix(lower, "proxy-"), strings.HasPrefix(lower, "sec-"):
		x.env.rt.Console(runtime.Error, `Refused to set unsafe header "`+name+`"`)
	}
	return nil
}

func (x *xmlHTTPRequest) overrideMimeType(call goja.FunctionCall) goja.Value {
	if x.state >= requestLoading {
		x.refuse("InvalidStateError", "overrideMimeType", "MimeType cannot be overridden when the state is LOADING or DONE.")
	}
	x.mimeType = x.env.toString(call.Argument(0))
	return nil
}

func (x *xmlHTTPRequest) setResponseType(v goja.Value) {
	name := x.env.toString(v)
	if !slices.Contains(responseTypes, name) {
		x.env.rt.Console(runtime.Warn, fmt.Sprintf("The provided value '%s' is not a valid enum value of type XMLHttpRequestResponseType.", name))
		return
	}
	if x.state >= requestLoading {
		panic(x.env.newDOMException("InvalidStateError",
			"Failed to set the 'responseType' property on 'XMLHttpRequest': The response type cannot be set if the object's state is LOADING or DONE."))
	}
	x.responseType = name
}

// Answers.

// allow throws unless the response may be read as a kind.
func (x *xmlHTTPRequest) allow(property, kind string) {
	if x.responseType != "" && x.responseType != kind {
		panic(x.env.newDOMException("InvalidStateError", fmt.Sprintf(
			"Failed to read the '%s' property from 'XMLHttpRequest': The value is only accessible if the object's 'responseType' is '' or '%s' (was '%s').",
			property, kind, x.responseType)))
	}
}

// kind is the MIME type that counts.
func (x *xmlHTTPRequest) kind() string {
	if x.mimeType != "" {
		return x.mimeType
	}
	return x.answer.kind
}

func (x *xmlHTTPRequest) text() string {
	if x.answer == nil || x.state < requestLoading {
		return ""
	}
	return decodeText(x.answer.data, "", x.kind())
}

// response is the answer as the type asks for it, the same each time.
func (x *xmlHTTPRequest) response() any {
	if x.responseType == "" || x.responseType == "text" {
		return x.text()
	}
	if x.answer == nil || x.state != requestDone {
		return goja.Null()
	}
	if x.object == nil {
		x.object = x.makeResponse()
	}
	return x.object
}

func (x *xmlHTTPRequest) makeResponse() goja.Value {
	switch e := x.env; x.responseType {
	case "arraybuffer":
		return e.arrayBuffer(slices.Clone(x.answer.data))
	case "blob":
		return e.blobOf(x.answer.data, x.kind())
	case "json":
		parsed := goja.Null()
		e.try(func() { parsed = e.parseJSON(call(nil, e.vm.ToValue(decodeText(x.answer.data, "utf-8", "")))) })
		return parsed
	}
	return goja.Null()
}

func (x *xmlHTTPRequest) header(call goja.FunctionCall) goja.Value {
	name := strings.ToLower(x.env.toString(call.Argument(0)))
	if x.answer != nil {
		for _, h := range x.answer.header() {
			if h[0] == name {
				return x.env.vm.ToValue(h[1])
			}
		}
	}
	return goja.Null()
}

func (x *xmlHTTPRequest) headers(goja.FunctionCall) goja.Value {
	var b strings.Builder
	if x.answer != nil {
		for _, h := range x.answer.header() {
			fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
		}
	}
	return x.env.vm.ToValue(b.String())
}
