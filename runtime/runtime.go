package runtime

import (
	"log/slog"
	"sync/atomic"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime/builtins"
)

// Defaults of [Options].
const (
	DefaultCallDepth = 10_000
	DefaultHeapLimit = 4 << 30 // bytes
)

// Level says how loud a message is. It is the console's notion of a level.
type Level int

// The levels of console messages, in rising order.
const (
	Debug Level = iota
	Info
	Warn
	Error
)

// Options configure [New]. The zero value is usable.
type Options struct {
	// Console receives what the program prints and what is reported about it
	// (uncaught errors, unhandled rejections), one message a call, without the
	// final newline. Nil drops everything.
	Console func(level Level, text string)
	// Uncaught, if set, hears first of each error that nobody caught, on the
	// loop goroutine, and returns true to keep it from being printed.
	Uncaught func(text string) bool
	// Log receives the host's own messages; nil drops them.
	Log *slog.Logger
	// CallDepth limits nested JavaScript calls; 0 means [DefaultCallDepth].
	CallDepth int
	// HeapLimit in bytes; 0 means [DefaultHeapLimit]. Past it OutOfMemory is
	// called, once.
	HeapLimit uint64
	// Files is where import() in a classic script finds modules; nil is [Disk].
	Files Files
	// OutOfMemory is called on the loop goroutine, or after Interrupt has
	// ended a running script.
	OutOfMemory func()
	// Unwatched says that another realm of the program looks after the heap.
	Unwatched bool
}

// Runtime is one JavaScript realm on a loop.
type Runtime struct {
	vm   *goja.Runtime
	loop *eventloop.Loop
	opts Options
	log  *slog.Logger

	modules  *moduleMap
	library  *builtins.Realm // what the engine lacks of the language's own
	rejected []*goja.Promise // unhandled so far in this task, in order
	batch    goja.Callable   // calls pending, inside one outermost call
	pending  func()
	steps    steps
	natives  int // native functions under way
	depth    int // outermost and nested calls under way
	calls    uint64
	closed   bool
	closing  []func() // called once, by Close
	uncaught func(*Uncaught) bool
	// terminated is set by Terminate, on any goroutine.
	terminated atomic.Bool
	watchdog   *watchdog
	heap       heapMeter // of the loop goroutine

	lazy          map[*goja.Object][]*lazyProperty   // by owner
	ownDescriptor func(goja.FunctionCall) goja.Value // nil before guard

	guarded    bool         // the engine's own objects are complete
	exposed    bool         // scripts may have changed them
	intrinsics []*Intrinsic // nil when exposed
}

// New makes a runtime with the engine's limits set and nothing but the
// language in its global scope, besides require, self, window and global
// (names for globalThis).
func New(loop *eventloop.Loop, opts Options) *Runtime {
	if opts.Console == nil {
		opts.Console = func(Level, string) {}
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	if opts.Files == nil {
		opts.Files = Disk{}
	}
	if opts.CallDepth == 0 {
		opts.CallDepth = DefaultCallDepth
	}
	if opts.HeapLimit == 0 {
		opts.HeapLimit = DefaultHeapLimit
	}
	r := &Runtime{vm: goja.New(), loop: loop, opts: opts, log: opts.Log, heap: newHeapMeter()}
	r.vm.SetMaxCallStackSize(opts.CallDepth)
	// The default would open the file that a sourceMappingURL comment names.
	r.vm.SetParserOptions(parser.WithDisableSourceMaps)
	r.vm.SetPromiseRejectionTracker(r.trackRejection)
	r.installBatch()
	r.installSteps()
	commonJS := r.installRequire()
	r.modules = newModuleMap(r, commonJS)
	global := r.vm.GlobalObject()
	for _, name := range []string{"self", "window", "global"} {
		global.Set(name, global)
	}
	r.library = builtins.New(r)
	if !opts.Unwatched {
		r.watchdog = watch(r)
	}
	return r
}

// Close ends the realm: what is registered with OnClose is released, and from
// now on calls into it do nothing. It may be called from inside one, which then
// runs to its end. Closing twice does nothing.
func (r *Runtime) Close() {
	if r.closed {
		return
	}
	r.closed = true
	for _, f := range r.closing {
		f()
	}
	r.closing, r.rejected = nil, nil
	if r.watchdog != nil {
		r.watchdog.stop()
	}
}

// OnClose has f called by Close, in the order of registration.
func (r *Runtime) OnClose(f func()) { r.closing = append(r.closing, f) }

// OnHeapFull has relieve called, on a goroutine of its own, when the heap has
// passed its limit. It returns true if there will soon be more room; then the
// realm is not out of memory yet. It does nothing in an unwatched realm.
func (r *Runtime) OnHeapFull(relieve func() bool) {
	if r.watchdog != nil {
		r.watchdog.relief.Store(&relieve)
	}
}

// Calls is how many calls into the realm there have been, for noticing that
// nothing happens in it.
func (r *Runtime) Calls() uint64 { return r.calls }

// Closed tells whether the realm has ended.
func (r *Runtime) Closed() bool { return r.closed || r.terminated.Load() }

// Options returns what the runtime was made with, the defaults filled in.
func (r *Runtime) Options() Options { return r.opts }

// VM returns the engine, for making and reading values. Calling functions is
// left to [Runtime.Call].
func (r *Runtime) VM() *goja.Runtime { return r.vm }

// Library is what completes the language's library.
func (r *Runtime) Library() *builtins.Realm { return r.library }

// Loop returns the loop the runtime lives on.
func (r *Runtime) Loop() *eventloop.Loop { return r.loop }

// Log returns the logger of the host's own messages.
func (r *Runtime) Log() *slog.Logger { return r.log }

// Console prints a message of the program.
func (r *Runtime) Console(level Level, text string) { r.opts.Console(level, text) }

// Interrupt ends the JavaScript that is running, if any, with an error that
// shows reason; native calls run to their end. It may be called from any
// goroutine.
func (r *Runtime) Interrupt(reason string) { r.vm.Interrupt(reason) }

// Terminate ends the JavaScript that is running, if any, as Interrupt does, and
// all that would follow: nothing of the realm runs any more, and nothing is
// reported. What the realm holds is released by Close. It may be called from any
// goroutine.
func (r *Runtime) Terminate() {
	r.terminated.Store(true)
	r.vm.Interrupt("terminated")
}
