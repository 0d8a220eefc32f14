package web

import (
	"bytes"
	"fmt"

	"github.com/dop251/goja"
)

func (e *env) installFetch() {
	function := e.rt.NewFunction("fetch", func(c goja.FunctionCall) goja.Value { return e.fetch(c).object })
	e.setLength(function, 1)
	e.define("fetch", function, goja.FLAG_TRUE)
}

// fetching is a call of fetch under way.
type fetching struct {
	env     *env
	promise *promise
	load    *load       // nil before the request's body is there
	stream  *byteStream // of the response; nil before its head is there
	over    bool
	forget  func() // ends the wait for the signal
}

// fetch is the function of the Fetch Standard. Everything that is wrong rejects
// its promise.
func (e *env) fetch(c goja.FunctionCall) *promise {
	failed := e.failedTo("fetch")
	f := &fetching{env: e, promise: e.newPromise(), forget: func() {}}
	var r *request
	if thrown := e.vm.Try(func() {
		e.requireArguments(c, 1, failed)
		r = e.newRequest(c.Argument(0), c.Argument(1), failed)
	}); thrown != nil {
		f.promise.refuse(thrown.Value())
		return f.promise
	}
	if s := r.aborts; s != nil {
		if s.aborted() {
			f.promise.refuse(s.reason)
			return f.promise
		}
		f.forget = s.onAbort(func() { f.abort(s.reason) })
	}
	if r.body.stream == nil {
		f.start(r, nil)
		return f.promise
	}
	r.body.stream.collect(func(data []byte, failure goja.Value) {
		switch {
		case f.over:
		case failure != nil:
			f.fail(failure)
		default:
			f.start(r, append([]byte{}, data...)) // never nil
		}
	})
	return f.promise
}

func (f *fetching) start(r *request, body []byte) {
	l := r.load
	l.headers, l.body, l.mode, l.include = r.headers.list, body, r.mode, r.credentials == "include"
	f.load = f.env.load(l, f)
}

// abort ends the call because the signal says so.
func (f *fetching) abort(reason goja.Value) {
	if f.load != nil {
		f.load.abort()
	}
	f.fail(reason)
}

// fail ends the call with an error: of the promise, or of the body.
func (f *fetching) fail(reason goja.Value) {
	f.over = true
	f.forget()
	if f.stream != nil {
		f.stream.end(reason)
	} else {
		f.promise.refuse(reason)
	}
}

// The answer, as a [loadClient].

func (f *fetching) sent(int) {}

func (f *fetching) head(head *loadResponse) {
	e := f.env
	r := &response{kind: "basic", head: *head, headers: headers{list: head.headers, guard: guardImmutable}}
	f.stream = &byteStream{env: e, more: f.load.resume, drop: func() {
		f.over = true
		f.forget()
		f.load.abort()
	}}
	if head.kind != "" {
		r.kind = head.kind
	}
	if head.opaque {
		r.kind, r.head, r.headers.list = "opaqueredirect", loadResponse{url: head.url}, nil
	} else if head.kind != "opaque" {
		r.body.stream = f.stream
	}
	f.promise.settle(func() goja.Value { return e.instance(e.prototype("Response"), r) })
}

func (f *fetching) chunk(b []byte) bool { return f.stream.push(bytes.Clone(b)) }

func (f *fetching) end(err error) {
	if err != nil {
		f.fail(f.env.typeError("Failed to fetch"))
		return
	}
	f.over = true
	f.forget()
	f.stream.end(nil)
}

func (e *env) rangeError(format string, args ...any) *goja.Object {
	return e.construct("RangeError", e.vm.ToValue(fmt.Sprintf(format, args...)))
}
