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

	// The last error of a script that importScripts could not compile, and where
	// it is.
	misread      *goja.Object
	misreadPlace *runtime.ScriptError

	handle eventloop.Handle
}

func (s *workerScope) String() string { return "messages for " + s.script.url.Href(false) }

// installWorkerScope makes the global object that of a worker.
func (e *env) installWorkerScope() {
	s, global := e.worker, e.vm.GlobalObject()
	for _, name := range []string{"window", "global"} {
		global.Delete(name)
	}
	parent, _ := define(e, class[*window]{name: "WorkerGlobalScope", parent: e.eventTarget})
	_, prototype := define(e, class[*window]{name: "DedicatedWorkerGlobalScope", parent: parent, constants: fileSystemKinds})
	e.installGlobal(prototype)
	e.global.listened = func(*listener) { s.refresh() }

	// The members of a global object's class are its own.
	location := e.workerLocation(s.script.url)
	for name, v := range map[string]any{"self": global, "location": location, "origin": e.origin(), "isSecureContext": true, "crossOriginIsolated": false} {
		e.accessor(global, "WorkerGlobalScope", name, func(goja.Value) any { return v }, nil)
	}
	e.accessor(global, "DedicatedWorkerGlobalScope", "name", func(goja.Value) any { return s.name }, func(_, v goja.Value) {
		global.DefineDataProperty("name", v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	})
	for _, kind := range []string{"error", "languagechange", "message", "messageerror", "offline", "online", "rejectionhandled", "unhandledrejection"} {
		e.handlerAttribute(global, kind)
	}
	e.method(global, "WorkerGlobalScope", "importScripts", 0, func(c goja.FunctionCall) goja.Value { return e.importScripts(c.Arguments) })
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
