package web

import (
	"sync"
	"time"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// workerThread is a worker at work: a realm of its own on a loop and a goroutine
// of its own.
type workerThread struct {
	loop  *eventloop.Loop
	box   *mailbox
	scope *workerScope
	owner *worker
	opts  runtime.Options
	done  chan struct{} // closed at the end

	mu         sync.Mutex // protects the fields below
	rt         *runtime.Runtime
	terminated bool
	ending     time.Time // when it was terminated; zero if it ended by itself
}

// newWorkerThread prepares the thread of w, in the realm of its owner.
func newWorkerThread(e *env, name string, script workerScript, inside *portEnd, w *worker) (*workerThread, error) {
	t := &workerThread{owner: w, done: make(chan struct{})}
	loop, err := eventloop.New(
		eventloop.WithBackend(e.settings.Backend),
		eventloop.WithPanicHandler(func(p any) { t.rt.ReportPanic(p) }), // on the thread, whose field it is
	)
	if err != nil {
		return nil, err
	}
	root := e
	if e.worker != nil {
		root = e.worker.root
	}
	t.loop = loop
	t.box = newMailbox(e.box.hub, loop, true)
	t.scope = &workerScope{thread: t, root: root, inside: inside, name: name, script: script}
	inside.attach(t.box, func() {})

	o := e.rt.Options()
	t.opts = runtime.Options{
		Console: func(level runtime.Level, text string) { t.print(func(root *env) { root.rt.Console(level, text) }) },
		Uncaught: func(text string) bool {
			t.print(func(root *env) { root.printUncaught(text) })
			return true
		},
		Log: o.Log, CallDepth: o.CallDepth, HeapLimit: o.HeapLimit, Files: o.Files, Unwatched: true,
	}
	t.box.hub.addThread(t)
	return t, nil
}

// print has something printed on the page's goroutine.
func (t *workerThread) print(f func(root *env)) {
	root, hub := t.scope.root, t.box.hub
	t.box.printLater()
	root.rt.Loop().Post(func() {
		hub.printed()
		f(root)
	})
}

// printUncaught prints what nobody caught in a worker.
func (e *env) printUncaught(text string) {
	o := e.rt.Options()
	if o.Uncaught == nil || !o.Uncaught(text) {
		o.Console(runtime.Error, text)
	}
}

// run is the goroutine of the worker.
func (t *workerThread) run() {
	defer close(t.done)
	defer t.box.hub.removeThread(t)
	settings := t.owner.env.settings
	settings.worker, settings.URL, settings.Hub = t.scope, t.scope.script.url.Href(false), t.box.hub
	if t.scope.script.url.Scheme() == "data" {
		settings.Origin = ""
	}
	if t.begin(runtime.New(t.loop, t.opts)) {
		platform := Install(t.rt, settings)
		t.scope.start(platform.env)
		if err := t.loop.Run(); err != nil && err != eventloop.ErrStopped {
			t.rt.Report("Uncaught ", err)
		}
		platform.Close()
	}
	t.end()
	t.tell((*worker).gone)
}

// begin gives the thread its realm, unless the worker has been ended already.
func (t *workerThread) begin(rt *runtime.Runtime) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rt = rt
	return !t.terminated
}

// end releases everything.
func (t *workerThread) end() {
	t.scope.inside.shut()
	t.box.close()
	t.rt.Close()
	t.loop.Close()
	t.mu.Lock()
	defer t.mu.Unlock()
	// The Worker object may be kept for long.
	t.terminated, t.rt, t.scope.env = true, nil, nil
}

// terminate ends what the thread does, soon. Any goroutine may call it.
func (t *workerThread) terminate() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.terminated {
		return
	}
	t.terminated, t.ending = true, time.Now()
	if t.rt != nil {
		t.rt.Terminate()
	}
	t.loop.Stop()
	t.scope.inside.shut() // nobody takes what waits there
	t.box.abandon()
}

// relieve ends the worker because the heap is full, if it does something: what
// waits takes no more memory than it has. It reports true if the worker's memory
// will soon be free.
func (t *workerThread) relieve() bool {
	t.mu.Lock()
	terminated, ending := t.terminated, time.Since(t.ending) < workerTime
	t.mu.Unlock()
	if terminated || t.loop.Idle() {
		return terminated && ending
	}
	t.terminate()
	text := "the worker " + t.owner.url + " has been ended: it needs more memory than allowed"
	t.tell(func(w *worker) { w.failed(&runtime.Uncaught{Message: "Uncaught Error: " + text, Text: text}) })
	return true
}

// tell calls f on the goroutine of the owner, if its realm is still there.
func (t *workerThread) tell(f func(*worker)) {
	w := t.owner
	w.env.rt.Loop().Post(func() {
		if !w.env.rt.Closed() {
			f(w)
		}
	})
}
