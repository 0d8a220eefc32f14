package runtime

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// Uncaught is an error that nobody caught, or a promise that was rejected and
// that nobody handled.
type Uncaught struct {
	Message      string // "Uncaught TypeError: no such thing"
	File         string // where it was thrown, if it is known
	Line, Column int    // from 1; 0 when there is no position
	// Thrown is the value, or nil if it was none of this realm.
	Thrown goja.Value
	// Promise is the one that was rejected, or nil.
	Promise *goja.Promise
	// Interrupted says that it was no error of the program: it was told to end.
	Interrupted bool
	// Text is what is printed, with the stack.
	Text string
}

// OnUncaught has f called, on the loop goroutine, for everything that is
// reported as uncaught, before [Options].Uncaught. It returns true to keep it
// from that and from being printed. There is one such function.
func (r *Runtime) OnUncaught(f func(*Uncaught) (handled bool)) { r.uncaught = f }

// Report prints an error that nobody caught, with its stack.
func (r *Runtime) Report(what string, err error) {
	// No errors.As: to unwrap an exception the engine looks into the value
	// thrown, which may throw again.
	switch err := err.(type) {
	case *goja.InterruptedError:
		if r.terminated.Load() {
			return // the interrupt stays, for the calls around this one
		}
		r.vm.ClearInterrupt()
		text := fmt.Sprintf("interrupted: %v", err.Value())
		u := newUncaught(text, what+text+stackLines(err.Stack()))
		u.Interrupted = true
		r.ReportUncaught(u)
	case *goja.StackOverflowError:
		r.ReportUncaught(newUncaught(overflowText, what+overflowText+overflowLines(err.Stack())))
	case *goja.Exception:
		r.ReportUncaught(r.uncaughtOf(what, err.Value(), err.Stack()))
	default:
		r.ReportUncaught(newUncaught(err.Error(), what+err.Error()))
	}
}

// ReportThrown prints a value that was thrown and that nobody caught.
func (r *Runtime) ReportThrown(what string, thrown goja.Value) {
	r.ReportUncaught(r.uncaughtOf(what, thrown, nil))
}

// ReportScript prints an error of [Runtime.RunScript] or [Runtime.RunModule], for
// a host that goes on.
func (r *Runtime) ReportScript(err error) {
	script, ok := err.(*ScriptError)
	if !ok {
		r.Report("Uncaught ", err)
		return
	}
	u := &Uncaught{
		Message: uncaughtWord + script.Message, File: script.File, Line: script.Line, Column: script.Column,
		Thrown: script.thrown, Text: script.Error(),
	}
	if script.Stack != "" {
		u.Text = uncaughtWord + script.Message + script.Stack
	}
	r.ReportUncaught(u)
}

// ReportUncaught prints what nobody caught, perhaps in another realm, unless
// somebody takes it.
func (r *Runtime) ReportUncaught(u *Uncaught) {
	if r.terminated.Load() || r.uncaught != nil && r.uncaught(u) {
		return
	}
	if r.opts.Uncaught == nil || !r.opts.Uncaught(u.Text) {
		r.opts.Console(Error, u.Text)
	}
}

const uncaughtWord = "Uncaught "

// newUncaught takes the place from the stack in the text.
func newUncaught(message, text string) *Uncaught {
	u := &Uncaught{Message: uncaughtWord + message, Text: text}
	if i := strings.Index(text, frameStart); i >= 0 {
		e := ScriptError{Stack: text[i:]}
		e.placeFromStack()
		u.File, u.Line, u.Column = e.File, e.Line, e.Column
	}
	return u
}

func (r *Runtime) uncaughtOf(what string, thrown goja.Value, stack []goja.StackFrame) *Uncaught {
	text := what + r.uncaughtText(thrown, stack)
	if r.uncaught == nil {
		return &Uncaught{Thrown: thrown, Text: text} // nobody reads the rest
	}
	u := newUncaught(r.messageText(thrown), text)
	u.Thrown = thrown
	return u
}

// ReportPanic prints a Go panic that came out of the engine or of a task. Its
// stack goes to the log.
func (r *Runtime) ReportPanic(p any) {
	r.logPanic(p)
	r.ReportUncaught(newUncaught(panicText(p), panicText(p)))
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
		u := r.uncaughtOf("Uncaught (in promise) ", p.Result(), nil)
		u.Promise = p
		r.ReportUncaught(u)
	}
}
