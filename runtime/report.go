package runtime

import (
	"fmt"
	"runtime/debug"
	"slices"

	"github.com/dop251/goja"
)

// Report prints an error that nobody caught, with its stack.
func (r *Runtime) Report(what string, err error) {
	// No errors.As: to unwrap an exception the engine looks into the value
	// thrown, which may throw again.
	switch err := err.(type) {
	case *goja.InterruptedError:
		r.vm.ClearInterrupt()
		r.uncaught(fmt.Sprintf("%sinterrupted: %v%s", what, err.Value(), stackLines(err.Stack())))
	case *goja.StackOverflowError:
		r.uncaught(what + overflowText + overflowLines(err.Stack()))
	case *goja.Exception:
		r.uncaught(what + r.uncaughtText(err.Value(), err.Stack()))
	default:
		r.uncaught(what + err.Error())
	}
}

// uncaught prints an error unless somebody else takes it.
func (r *Runtime) uncaught(text string) {
	if r.opts.Uncaught == nil || !r.opts.Uncaught(text) {
		r.opts.Console(Error, text)
	}
}

// ReportThrown prints a value that was thrown and that nobody caught.
func (r *Runtime) ReportThrown(what string, thrown goja.Value) {
	r.uncaught(what + r.uncaughtText(thrown, nil))
}

// ReportPanic prints a Go panic that came out of the engine or of a task. Its
// stack goes to the log.
func (r *Runtime) ReportPanic(p any) {
	r.logPanic(p)
	r.uncaught(panicText(p))
}

func (r *Runtime) logPanic(p any) {
	r.log.Debug("panic", "value", p, "stack", string(debug.Stack()))
}

func panicText(p any) string {
	return fmt.Sprintf("internal error: %v (the log shows where, at debug level)", p)
}

// trackRejection notes promises that are rejected without a handler; a handler
// that comes before the task ends takes the note back.
func (r *Runtime) trackRejection(p *goja.Promise, op goja.PromiseRejectionOperation) {
	switch op {
	case goja.PromiseRejectionReject:
		r.rejected = append(r.rejected, p)
	case goja.PromiseRejectionHandle:
		if i := slices.Index(r.rejected, p); i >= 0 {
			r.rejected = slices.Delete(r.rejected, i, i+1)
		}
	}
}

func (r *Runtime) reportRejections() {
	rejected := r.rejected
	r.rejected = nil
	for _, p := range rejected {
		r.ReportThrown("Uncaught (in promise) ", p.Result())
	}
}
