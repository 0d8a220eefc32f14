package web

import (
	"github.com/dop251/goja"
	whatwg "github.com/nlnwa/whatwg-url/url"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// workerScope is a DedicatedWorkerGlobalScope of the HTML Standard: what a worker
// knows of itself. While it has a listener for messages it keeps the worker going.
type workerScope struct {
	thread *workerThread
	root   *env     // of the page
	env    *env     // its own
	inside *portEnd // of its implicit port
	name   string
	script workerScript
	closed bool // close was called
	handle eventloop.Handle
}

func (s *workerScope) String() string { return "messages for " + s.script.url.Href(false) }

// installWorkerScope makes the global object that of a worker.
func (e *env) installWorkerScope() {
	s, global := e.worker, e.vm.GlobalObject()
	for _, name := range []string{"window", "global"} {
		global.Delete(name)
	}
	location := e.workerLocation(s.script.url)
	fixed := func(name string, v any) attribute[*window] {
		return attribute[*window]{name, func(*window) any { return v }, nil}
	}
	parent, _ := define(e, class[*window]{
		name: "WorkerGlobalScope", parent: e.eventTarget,
		attributes: []attribute[*window]{
			fixed("location", location), fixed("origin", e.origin()), fixed("isSecureContext", true), fixed("crossOriginIsolated", false),
		},
		handlers: []string{"error", "languagechange", "offline", "online", "rejectionhandled", "unhandledrejection"},
		methods:  []method[*window]{{"importScripts", 0, func(_ *window, c goja.FunctionCall) goja.Value { return e.importScripts(c.Arguments) }}},
	})
	_, prototype := define(e, class[*window]{name: "DedicatedWorkerGlobalScope", parent: parent, constants: fileSystemKinds})
	e.installGlobal(prototype)
	e.global.listened = func(*listener) { s.refresh() }

	e.accessor(global, "WorkerGlobalScope", "name", func(goja.Value) any { return s.name }, func(_, v goja.Value) {
		global.DefineDataProperty("name", v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	})
	for _, kind := range []string{"message", "messageerror"} {
		e.handlerAttribute(global, kind)
	}
	const class = "DedicatedWorkerGlobalScope"
	e.method(global, class, "close", 0, func(c goja.FunctionCall) goja.Value {
		stateOf[*window](e, c.This)
		s.close()
		return nil
	})
	e.method(global, class, "postMessage", 1, func(c goja.FunctionCall) goja.Value {
		const failed = "Failed to execute 'postMessage' on '" + class + "'"
		stateOf[*window](e, c.This)
		transfer := e.postArguments(c.Argument(1), failed)
		e.post(s.inside, failed, func() *serialized { return e.serialize(c.Argument(0), transfer, nil, failed) })
		return nil
	})
}

// workerLocation makes the WorkerLocation of a URL.
func (e *env) workerLocation(u *whatwg.Url) *goja.Object {
	attributes := []attribute[*location]{
		{"href", func(l *location) any { return l.href() }, nil},
		{"origin", func(l *location) any { return originOf(l.u) }, nil},
	}
	for _, part := range urlParts {
		if part.name != "username" && part.name != "password" {
			attributes = append(attributes, attribute[*location]{part.name, func(l *location) any { return part.get(l.u) }, nil})
		}
	}
	_, prototype := define(e, class[*location]{
		name: "WorkerLocation", attributes: attributes,
		methods: []method[*location]{
			{"toString", 0, func(l *location, _ goja.FunctionCall) goja.Value { return e.vm.ToValue(l.href()) }},
		},
	})
	return e.instance(prototype, &location{u: u})
}

// start runs the script and then lets the messages come that have waited.
func (s *workerScope) start(e *env) {
	s.env = e
	s.run()
	if !s.closed && !e.rt.Closed() {
		s.inside.start(s.deliver)
		s.refresh()
	}
}

// refresh notes whether the scope keeps the worker going.
func (s *workerScope) refresh() {
	switch {
	case s.env == nil: // the platform is being installed
	case !s.closed && s.env.global.has("message"):
		s.handle.Open(s.thread.loop, s)
	default:
		s.handle.Close()
	}
}

// deliver takes one message.
func (s *workerScope) deliver() {
	if s.closed || s.env.rt.Closed() {
		return
	}
	if m := s.inside.receive(s.env.box); m != nil {
		s.env.receive(s.env.global.listening(), m, "", false)
	}
}

// close ends the worker when the task that runs has ended.
func (s *workerScope) close() {
	s.closed = true
	s.handle.Close()
	s.thread.loop.Stop()
}

// tellOwner passes on an error that nobody caught.
func (s *workerScope) tellOwner(u *runtime.Uncaught) {
	told := *u
	told.Thrown = nil
	told.File = s.env.scriptURL(u.File)
	s.thread.tell(func(w *worker) { w.failed(&told) })
}
