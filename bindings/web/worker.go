package web

import (
	"github.com/dop251/goja"
	whatwg "github.com/nlnwa/whatwg-url/url"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// worker is a Worker of the HTML Standard, as its owner has it. Until the worker
// has ended it keeps the program running.
type worker struct {
	eventTarget
	env        *env
	url        string
	outside    *portEnd
	thread     *workerThread
	handle     eventloop.Handle
	terminated bool
}

func (w *worker) String() string { return "Worker " + w.url }

func (e *env) installWorker() {
	define(e, class[*worker]{
		name: "Worker", parent: e.eventTarget, required: 1,
		construct: e.newWorker,
		handlers:  []string{"message", "messageerror", "error"},
		methods: []method[*worker]{
			{"postMessage", 1, func(w *worker, c goja.FunctionCall) goja.Value {
				const failed = "Failed to execute 'postMessage' on 'Worker'"
				transfer := e.postArguments(c.Argument(1), failed)
				e.post(w.outside, failed, func() *serialized { return e.serialize(c.Argument(0), transfer, nil, failed) })
				return nil
			}},
			{"terminate", 0, func(w *worker, _ goja.FunctionCall) goja.Value {
				w.terminate()
				return nil
			}},
		},
	})
}

// newWorker is the constructor: it begins to run the worker, of which nothing is
// heard before the next task.
func (e *env) newWorker(c goja.ConstructorCall) *worker {
	const failed = "Failed to construct 'Worker'"
	text := e.utf8Text(c.Argument(0))
	init := e.dictionary(c.Argument(1), failed, "WorkerOptions")
	init.enum("credentials", failed, "WorkerOptions", "RequestCredentials", "omit", "same-origin", "include")
	name := init.text("name")
	kind, _ := init.enum("type", failed, "WorkerOptions", "WorkerType", "classic", "module")
	u, ok := parseURL(text, e.scriptBase())
	switch {
	case !ok:
		panic(e.newDOMException("SyntaxError", failed+": '"+text+"' is not a valid URL."))
	case !e.sameOrigin(u):
		panic(e.newDOMException("SecurityError", failed+": Script at '"+u.Href(false)+"' cannot be accessed from origin '"+e.origin()+"'."))
	}
	w := &worker{env: e, url: u.Href(false)}
	outside, inside := e.box.hub.entangle()
	w.outside = outside
	if e.left || e.rt.Closed() { // the last words of a page that is gone
		w.terminated = true
		outside.shut()
		return w
	}
	outside.attach(e.box, func() {})
	outside.start(w.deliver)
	w.handle.Open(e.rt.Loop(), w)
	script := workerScript{url: u, blob: e.box.hub.blobAt(u.Href(true)), module: kind == "module"}
	thread, err := newWorkerThread(e, name, script, inside, w)
	if err != nil {
		inside.shut()
		e.rt.Loop().Post(func() {
			w.failed(&runtime.Uncaught{Message: "Uncaught Error: " + err.Error(), Text: "the worker " + w.url + " cannot begin: " + err.Error()})
			w.gone()
		})
		return w
	}
	w.thread = thread
	e.workers[w] = struct{}{}
	go thread.run()
	return w
}

// deliver takes one message.
func (w *worker) deliver() {
	if w.terminated || w.env.rt.Closed() {
		return
	}
	if m := w.outside.receive(w.env.box); m != nil {
		w.env.receive(&w.eventTarget, m, "", false)
	}
}

// terminate ends the worker, whatever it does; nothing more is heard of it.
func (w *worker) terminate() {
	if w.terminated {
		return
	}
	w.terminated = true
	w.outside.shut()
	w.handle.Close()
	if w.thread != nil {
		w.thread.terminate()
	}
}

// failed hears of an error that nobody caught in the worker.
func (w *worker) failed(u *runtime.Uncaught) {
	if !w.terminated && !w.env.fireError(&w.eventTarget, u) {
		w.env.rt.ReportUncaught(u)
	}
}

// unloaded hears that there is no script to run.
func (w *worker) unloaded() {
	if w.terminated {
		return
	}
	ev := w.env.trustedEvent("error")
	ev.cancelable = true
	w.env.dispatch(&w.eventTarget, w.env.eventOf(w.env.prototype("Event"), &ev), &ev)
}

// gone hears that the worker has ended.
func (w *worker) gone() {
	w.handle.Close()
	delete(w.env.workers, w)
}

// scriptBase is what the URLs of workers' scripts are relative to: the page, or
// in a plain script the file that asks.
func (e *env) scriptBase() string {
	switch {
	case e.page != nil:
		return e.page.base()
	case e.settings.URL != "":
		return e.settings.URL
	}
	return runtime.Disk{}.URL(runtime.AbsolutePath(e.rt.Caller()))
}

// sameOrigin tells whether the script of a worker may come from there.
func (e *env) sameOrigin(u *whatwg.Url) bool {
	switch u.Scheme() {
	case "blob", "data":
		return true
	case "file":
		return e.settings.Load == nil && (e.settings.URL == "" || e.worker != nil && e.worker.script.url.Scheme() != "data")
	}
	return e.settings.Load != nil && originOf(u) == e.settings.Origin
}

// origin is that of the realm.
func (e *env) origin() string {
	if e.settings.Origin == "" {
		return "null"
	}
	return e.settings.Origin
}
