package runtime

import (
	"fmt"
	goruntime "runtime"
	"runtime/debug"

	"github.com/dop251/goja"
)

// installBatch prepares the function that lets several calls share one
// outermost call: goja drains microtasks when the call stack is empty, and
// inside a JavaScript frame it is not.
func (r *Runtime) installBatch() {
	program := goja.MustCompile(batchName, "(function(run) { run() })", false)
	f, err := r.vm.RunProgram(program)
	if err != nil {
		panic(err)
	}
	trampoline, _ := goja.AssertFunction(f)
	run := r.vm.ToValue(func(goja.FunctionCall) goja.Value {
		r.pending()
		return nil
	})
	r.batch = func(this goja.Value, _ ...goja.Value) (goja.Value, error) { return trampoline(this, run) }
}

// Call calls f as a task and reports what it throws, under the heading what
// (for example "Error in event handler: "). It reports whether f returned
// normally. Inside another call it is a nested call, and microtasks wait; inside
// a step of [Runtime.Steps] it only asks for the call. On a closed runtime it
// does nothing.
func (r *Runtime) Call(what string, f goja.Callable, args ...goja.Value) (ok bool) {
	if r.Closed() {
		return false
	}
	if r.steps.inStep {
		r.Outside(func() { r.Call(what, f, args...) })
		return true
	}
	r.depth++
	defer r.leave()
	_, err := f(goja.Undefined(), args...)
	if err != nil {
		r.Report(what, err)
		return false
	}
	return true
}

// Batch runs f, which may use Call several times, as one outermost call:
// microtasks drain when f has returned. Listeners of one event run this way.
// Inside a step of [Runtime.Steps] it only asks for that. On a closed runtime it
// does nothing.
func (r *Runtime) Batch(f func()) {
	if r.Closed() {
		return
	}
	if r.steps.inStep {
		r.Outside(func() { r.Batch(f) })
		return
	}
	r.depth++
	defer r.leave()
	r.pending = f
	if _, err := r.batch(goja.Undefined()); err != nil {
		r.Report("Uncaught ", err)
	}
}

// leave ends a call. It is the runtime's last line: a Go panic that came out
// of the engine is reported, never passed on.
func (r *Runtime) leave() {
	if p := recover(); p != nil {
		r.ReportPanic(p)
	}
	r.ended()
}

// ended counts a call as ended. After the outermost one nobody is left who
// could handle a rejection.
func (r *Runtime) ended() {
	r.depth--
	r.calls++
	if r.depth == 0 && len(r.rejected) > 0 && !r.Closed() {
		r.reportRejections()
	}
}

// maxNatives is how deep native functions may call each other through
// JavaScript. The engine's own limit cannot be caught there, and passing it on
// through thousands of them takes a minute.
const maxNatives = 1000

// NewFunction makes a JavaScript function that calls f. A Go panic in f that
// is not a JavaScript value becomes a JavaScript Error, with the Go stack in
// the log at debug level; so no native code can end the process. Recursion
// through native functions ends in a RangeError.
func (r *Runtime) NewFunction(name string, f func(goja.FunctionCall) goja.Value) *goja.Object {
	fn := r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		r.natives++
		defer r.boundary(name)
		if r.natives > maxNatives {
			panic(r.newError("RangeError", "Maximum call stack size exceeded"))
		}
		if v := f(call); v != nil {
			return v
		}
		return goja.Undefined() // a promise that calls the function needs a value
	}).(*goja.Object)
	// Chrome's functions have the name and the length 0, neither enumerable.
	fn.DefineDataProperty("name", r.vm.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return fn
}

// boundary is deferred by every native function.
func (r *Runtime) boundary(name string) {
	r.natives--
	p := recover()
	if p == nil {
		return
	}
	if !isGoPanic(p) {
		panic(p) // a JavaScript exception on its way
	}
	r.log.Debug("panic in native function", "function", name, "panic", p, "stack", string(debug.Stack()))
	panic(r.vm.NewGoError(fmt.Errorf("internal error in %s: %v", name, p)))
}

// isGoPanic tells a fault of Go code from goja's own use of panic, which
// carries JavaScript values and its own types.
func isGoPanic(p any) bool {
	switch p := p.(type) {
	case goruntime.Error, string:
		return true
	case *goja.Exception, *goja.InterruptedError, *goja.StackOverflowError, goja.Value:
		return false
	case error:
		return true
	default:
		_, ok := p.(fmt.Stringer)
		return ok
	}
}
