package web

import (
	"fmt"
	"strings"
	"time"

	"github.com/dop251/goja"
	whatwg "github.com/nlnwa/whatwg-url/url"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// The values of readyState.
const (
	xhrUnsent = iota
	xhrOpened
	xhrHeaders
	xhrLoading
	xhrDone
)

var xhrStates = []constant{{"UNSENT", xhrUnsent}, {"OPENED", xhrOpened}, {"HEADERS_RECEIVED", xhrHeaders}, {"LOADING", xhrLoading}, {"DONE", xhrDone}}

var xhrEvents = []string{"loadstart", "progress", "abort", "error", "load", "timeout", "loadend"}

// xhrProgress is how long progress is kept back, so that events do not outrun
// the bytes. It is the standard's.
const xhrProgress = 50 * time.Millisecond

// xhr is an XMLHttpRequest of the XMLHttpRequest Standard.
type xhr struct {
	eventTarget
	env    *env
	upload *eventTarget // nil before it is asked for

	state        int
	opens        int // counts open and abort, so that a dispatch knows it is late
	request      loadRequest
	sync         bool
	under        bool // send was called: the standard's "send() flag"
	timeout      uint32
	credentials  bool
	responseType string
	mime         *mimeType // of overrideMimeType; nil is none

	// Of a request that was sent.
	load      *load
	started   time.Time
	timer     eventloop.TimerID
	uploading bool // and somebody listens to it
	response  *loadResponse
	body      xhrBody
	told      time.Time // when progress was
	toldBytes int
}

func (e *env) installXHR() {
	parent, _ := define(e, class[target]{name: "XMLHttpRequestEventTarget", parent: e.eventTarget, handlers: xhrEvents})
	define(e, class[target]{name: "XMLHttpRequestUpload", parent: parent})
	define(e, class[*xhr]{
		name:      "XMLHttpRequest",
		parent:    parent,
		construct: func(goja.ConstructorCall) *xhr { return &xhr{env: e} },
		handlers:  []string{"readystatechange"},
		attributes: []attribute[*xhr]{
			{"readyState", func(x *xhr) any { return x.state }, nil},
			{"timeout", func(x *xhr) any { return x.timeout }, (*xhr).setTimeout},
			{"withCredentials", func(x *xhr) any { return x.credentials }, (*xhr).setCredentials},
			{"upload", func(x *xhr) any {
				if x.upload == nil {
					x.upload = &eventTarget{}
					e.instance(e.prototype("XMLHttpRequestUpload"), x.upload)
				}
				return x.upload.self
			}, nil},
			{"responseURL", func(x *xhr) any { return x.answer().url }, nil},
			{"status", func(x *xhr) any { return x.answer().status }, nil},
			{"statusText", func(x *xhr) any { return x.answer().statusText }, nil},
			{"responseType", func(x *xhr) any { return x.responseType }, (*xhr).setResponseType},
			{"response", func(x *xhr) any { return x.responseValue() }, nil},
			{"responseText", (*xhr).responseText, nil},
			{"responseXML", (*xhr).responseXML, nil},
		},
		constants: xhrStates,
		methods: []method[*xhr]{
			{"abort", 0, (*xhr).abort},
			{"getAllResponseHeaders", 0, (*xhr).allHeaders},
			{"getResponseHeader", 1, (*xhr).header},
			{"open", 2, (*xhr).open},
			{"overrideMimeType", 1, (*xhr).overrideMimeType},
			{"send", 0, (*xhr).send},
			{"setRequestHeader", 2, (*xhr).setHeader},
		},
	})
}

// fail throws a DOMException of a method.
func (x *xhr) fail(name, method, format string, args ...any) {
	panic(x.env.newDOMException(name, "Failed to execute '"+method+"' on 'XMLHttpRequest': "+fmt.Sprintf(format, args...)))
}

// refuse throws a DOMException of an attribute.
func (x *xhr) refuse(name, attribute, message string) {
	panic(x.env.newDOMException(name, "Failed to set the '"+attribute+"' property on 'XMLHttpRequest': "+message))
}

// Before sending.

func (x *xhr) open(call goja.FunctionCall) goja.Value {
	e := x.env
	const failed = "Failed to execute 'open' on 'XMLHttpRequest'"
	method := e.byteString(call.Argument(0), failed)
	text := e.utf8Text(call.Argument(1))
	async := len(call.Arguments) < 3 || call.Argument(2).ToBoolean()
	user, password := e.optionalText(call.Argument(3)), e.optionalText(call.Argument(4))
	switch {
	case !isToken(method):
		x.fail("SyntaxError", "open", "'%s' is not a valid HTTP method.", method)
	case isForbiddenMethod(method):
		x.fail("SecurityError", "open", "'%s' HTTP method is unsupported.", method)
	}
	u, ok := parseURL(text, e.base())
	switch {
	case !ok:
		x.fail("SyntaxError", "open", "Invalid URL")
	case !async && x.timeout != 0 && e.worker == nil:
		x.fail("InvalidAccessError", "open", "Synchronous requests must not set a timeout.")
	case !async && x.responseType != "" && e.worker == nil:
		x.fail("InvalidAccessError", "open", "Synchronous requests from a document must not set a response type.")
	}
	if user != nil && u.Host() != "" {
		u.SetUsername(*user)
	}
	if password != nil && u.Host() != "" {
		u.SetPassword(*password)
	}
	x.stop()
	x.opens++
	x.sync, x.under = !async, false
	x.request = loadRequest{method: normalMethod(method), url: u, blob: e.blobAt(u), redirect: "follow"}
	x.forget()
	if x.state != xhrOpened {
		x.state = xhrOpened
		e.fire(&x.eventTarget, "readystatechange")
	}
	return nil
}

// blobAt is the Blob that a URL stands for, or nil.
func (e *env) blobAt(u *whatwg.Url) *blob { return e.box.hub.blobAt(u.Href(true)) }

// forget drops what was received.
func (x *xhr) forget() { x.response, x.body = nil, xhrBody{} }

// stop ends the load without a word.
func (x *xhr) stop() {
	if x.load != nil {
		x.load.abort()
	}
	x.settled()
}

// settled is after the end of a load.
func (x *xhr) settled() {
	x.env.rt.Loop().ClearTimer(x.timer)
	x.load, x.timer = nil, 0
}

func (x *xhr) setHeader(call goja.FunctionCall) goja.Value {
	const failed = "Failed to execute 'setRequestHeader' on 'XMLHttpRequest'"
	x.mustBeOpen("setRequestHeader")
	name := x.env.byteString(call.Argument(0), failed)
	value := strings.Trim(x.env.byteString(call.Argument(1), failed), httpSpace)
	switch {
	case !isToken(name):
		x.fail("SyntaxError", "setRequestHeader", "'%s' is not a valid HTTP header field name.", name)
	case !isHeaderValue(value):
		x.fail("SyntaxError", "setRequestHeader", "'%s' is not a valid HTTP header field value.", value)
	case isForbidden(name, value):
		x.env.rt.Console(runtime.Error, `Refused to set unsafe header "`+name+`"`)
	default:
		x.request.headers.append(name, value)
	}
	return nil
}

func (x *xhr) mustBeOpen(method string) {
	if x.state != xhrOpened || x.under {
		x.fail("InvalidStateError", method, "The object's state must be OPENED.")
	}
}

func (x *xhr) setTimeout(v goja.Value) {
	timeout := uint32(toInt32(v))
	if x.state != xhrUnsent && x.sync && x.env.worker == nil {
		x.refuse("InvalidAccessError", "timeout", "Timeouts cannot be set for synchronous requests made from a document.")
	}
	x.timeout = timeout
	x.limit()
}

// limit starts the clock, or sets it anew.
func (x *xhr) limit() {
	if x.load == nil || x.load.ended {
		return
	}
	loop := x.env.rt.Loop()
	loop.ClearTimer(x.timer)
	if x.timer = 0; x.timeout > 0 {
		left := time.Until(x.started.Add(time.Duration(x.timeout) * time.Millisecond))
		x.timer = loop.SetTimeout(left, func() {
			x.stop()
			x.fails("timeout")
		})
	}
}

func (x *xhr) setCredentials(v goja.Value) {
	if x.under || x.state > xhrOpened {
		x.refuse("InvalidStateError", "withCredentials", "The value may only be set if the object's state is UNSENT or OPENED.")
	}
	x.credentials = v.ToBoolean()
}

// Sending.

func (x *xhr) send(call goja.FunctionCall) goja.Value {
	e := x.env
	x.mustBeOpen("send")
	switch v := call.Argument(0); {
	case goja.IsUndefined(v) || goja.IsNull(v):
	case !bodiless(x.request.method):
		x.setBody(v)
	case isObject(v):
	default:
		e.toString(v)
	}
	x.uploading = x.request.body != nil && x.upload != nil && len(x.upload.listeners) > 0
	x.forget()
	x.under, x.told, x.toldBytes = true, time.Time{}, 0
	x.request.include, x.request.watched = x.credentials, x.uploading
	if x.sync {
		x.sendSync()
		return nil
	}
	opens := x.opens
	e.fireProgress(&x.eventTarget, "loadstart", false, 0, 0)
	if x.uploading && x.opens == opens {
		e.fireProgress(x.upload, "loadstart", true, 0, len(x.request.body))
	}
	if x.opens == opens {
		x.started = time.Now()
		x.load = e.load(x.request, x)
		x.limit()
	}
	return nil
}

// setBody makes the body, and the header that says what it is.
func (x *xhr) setBody(v goja.Value) {
	body, kind := x.env.extractBody(v, "Failed to execute 'send' on 'XMLHttpRequest'")
	x.request.body = body
	own, ok := x.request.headers.get("Content-Type")
	switch {
	case !ok && kind != "":
		x.request.headers.set("Content-Type", kind)
	case ok && kind == textType:
		if m := parseMIMEType(own); m != nil {
			if i := m.index("charset"); i >= 0 && !strings.EqualFold(m.parameters[i].value, "UTF-8") {
				m.parameters[i].value = "UTF-8"
				x.request.headers.set("Content-Type", m.String())
			}
		}
	}
}

// sendSync sends and receives before it returns.
func (x *xhr) sendSync() {
	response, body, err := x.env.local(&x.request)
	x.state, x.under = xhrDone, false
	if err != nil {
		x.env.reportLoad(&x.request, err)
		text := "Failed to load '" + x.request.url.Href(true) + "'."
		if err == errSynchronous {
			text = text[:len(text)-1] + ": " + err.Error() + "."
		}
		x.fail("NetworkError", "send", "%s", text)
	}
	x.response, x.body.bytes = response, body
	opens := x.opens
	x.env.fire(&x.eventTarget, "readystatechange")
	if x.opens == opens {
		x.progress("load")
		x.progress("loadend")
	}
}

func (x *xhr) abort(goja.FunctionCall) goja.Value {
	x.stop()
	if x.state == xhrOpened && x.under || x.state == xhrHeaders || x.state == xhrLoading {
		x.opens++
		x.fails("abort")
	}
	if x.state == xhrDone {
		x.state = xhrUnsent
		x.opens++
		x.forget()
	}
	return nil
}

// fails is the standard's "request error steps" with the name of an event.
func (x *xhr) fails(event string) {
	e, opens := x.env, x.opens
	x.state, x.under = xhrDone, false
	x.forget()
	e.fire(&x.eventTarget, "readystatechange")
	if x.opens != opens {
		return
	}
	if x.uploading {
		x.uploading = false
		e.fireProgress(x.upload, event, false, 0, 0)
		e.fireProgress(x.upload, "loadend", false, 0, 0)
	}
	e.fireProgress(&x.eventTarget, event, false, 0, 0)
	e.fireProgress(&x.eventTarget, "loadend", false, 0, 0)
}

// Receiving, as a [loadClient].

func (x *xhr) sent(n int) {
	if !x.uploading {
		return
	}
	e, load, size := x.env, x.load, len(x.request.body)
	if n < size && time.Since(x.told) < xhrProgress {
		return
	}
	x.told = time.Now()
	e.fireProgress(x.upload, "progress", true, n, size)
	if n < size || x.load != load {
		return
	}
	x.uploading, x.told = false, time.Time{}
	e.fireProgress(x.upload, "load", true, n, size)
	e.fireProgress(x.upload, "loadend", true, n, size)
}

func (x *xhr) head(r *loadResponse) {
	x.uploading, x.told = false, time.Time{}
	x.response, x.state = r, xhrHeaders
	x.env.fire(&x.eventTarget, "readystatechange")
}

func (x *xhr) chunk(b []byte) bool {
	grown, ok := x.env.grow(x.body.bytes, b)
	if !ok {
		x.load.finish(errMemory)
		return false
	}
	x.body.bytes = grown
	if time.Since(x.told) >= xhrProgress {
		x.tell()
	}
	return true
}

// tell tells of the bytes that came.
func (x *xhr) tell() {
	load := x.load
	x.told, x.toldBytes = time.Now(), len(x.body.bytes)
	x.state = xhrLoading
	x.env.fire(&x.eventTarget, "readystatechange")
	if x.load == load {
		x.progress("progress")
	}
}

// progress dispatches a ProgressEvent with how much came of how much.
func (x *xhr) progress(kind string) {
	loaded, total := len(x.body.bytes), max(x.answer().size, 0)
	x.env.fireProgress(&x.eventTarget, kind, total > 0, loaded, total)
}

func (x *xhr) end(err error) {
	if err != nil {
		x.settled()
		x.fails("error")
		return
	}
	opens := x.opens
	if x.toldBytes < len(x.body.bytes) {
		x.tell()
	}
	if x.opens != opens {
		return
	}
	x.settled()
	x.state, x.under = xhrDone, false
	x.env.fire(&x.eventTarget, "readystatechange")
	if x.opens == opens {
		x.progress("load")
		x.progress("loadend")
	}
}
