package web

import (
	"crypto/tls"
	"math"
	"time"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets/ws"
)

// env is what everything in this package shares.
type env struct {
	rt       *runtime.Runtime
	vm       *goja.Runtime
	settings Options

	intrinsics

	// state is the key under which a platform object keeps its Go side.
	state       *goja.Symbol
	symbolError *goja.Object           // the last one about a symbol, for explain
	groups      []*group               // of globals, as they were declared
	lazy        map[string]*group      // by global
	classes     map[string]classObject // those that have been installed
	eventTarget *goja.Object           // the constructor
	handleEvent goja.Callable
	events      events
	entry       entries
	clock       *clock
	page        *Document // nil without a page
	dom         *dom      // nil without a page

	timers map[eventloop.TimerID]struct{} // that may still fire

	global *window
	worker *workerScope // nil in a page
	messaging

	sockets map[*webSocket]struct{} // all but closed ones
	shared  ws.Shared               // by all of them
	tls     *tls.Config             // nil before it is needed

	loading
}

func newEnv(rt *runtime.Runtime, o Options) *env {
	e := &env{
		rt: rt, vm: rt.VM(), settings: o, state: goja.NewSymbol("state"), sockets: map[*webSocket]struct{}{}, worker: o.worker,
		lazy: map[string]*group{}, classes: map[string]classObject{}, clock: &clock{time.Now()},
	}
	e.openMailbox()
	e.loadIntrinsics()
	return e
}

// native is a function as the engine sees it. It throws by panicking with a
// JavaScript value, and calling it from Go, unlike calling a [goja.Callable],
// is no outermost call: no microtasks run when it returns.
type native = func(goja.FunctionCall) goja.Value

// operation installs a global function, with the attributes that Web IDL gives
// to operations.
func (e *env) operation(name string, required int, f native) {
	e.define(name, e.checked(e.scopeClass(), name, required, f), goja.FLAG_TRUE)
}

// scopeClass is the class in whose name global functions complain.
func (e *env) scopeClass() string {
	if e.worker != nil {
		return "WorkerGlobalScope"
	}
	return "Window"
}

// failedTo begins the message of what a global function throws.
func (e *env) failedTo(function string) string {
	return "Failed to execute '" + function + "' on '" + e.scopeClass() + "'"
}

// throwType throws a TypeError.
func (e *env) throwType(format string, args ...any) {
	panic(e.vm.NewTypeError(append([]any{format}, args...)...))
}

// try runs f and reports whether it ended without a JavaScript exception.
func (e *env) try(f func()) bool { return e.vm.Try(f) == nil }

// get reads a property that may be a getter of the app's; what it throws
// counts as undefined.
func (e *env) get(o *goja.Object, name string) goja.Value {
	var v goja.Value
	if !e.try(func() { v = o.Get(name) }) || v == nil {
		return goja.Undefined()
	}
	return v
}

// getString is get for a property that counts only when it is a string.
func (e *env) getString(o *goja.Object, name string) string {
	if s, ok := e.get(o, name).(goja.String); ok {
		return s.String()
	}
	return ""
}

// toString is the conversion of the same name in ECMAScript.
func (e *env) toString(v goja.Value) string {
	if _, ok := v.(*goja.Symbol); ok {
		e.symbolError = e.vm.NewTypeError(noSymbolText)
		panic(e.symbolError)
	}
	return v.ToString().String()
}

// toInt32 is the conversion of the same name in ECMAScript, which Web IDL uses
// for its long.
func toInt32(v goja.Value) int32 {
	f := v.ToNumber().ToFloat()
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return int32(uint32(int64(math.Mod(math.Trunc(f), 1<<32))))
}
