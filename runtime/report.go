package runtime

import (
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// Report prints an error that nobody caught, with its stack.
func (r *Runtime) Report(what string, err error) {
	var interrupted *goja.InterruptedError
	if errors.As(err, &interrupted) {
		r.vm.ClearInterrupt()
		r.opts.Console(Error, fmt.Sprintf("%s: interrupted: %v%s", what, interrupted.Value(), stackLines(interrupted.Stack())))
		return
	}
	var overflow *goja.StackOverflowError
	if errors.As(err, &overflow) {
		stack := overflow.Stack()
		const shown = 10
		more := ""
		if len(stack) > shown {
			more = fmt.Sprintf("\n    ... %d more", len(stack)-shown)
			stack = stack[:shown]
		}
		r.opts.Console(Error, fmt.Sprintf("%s: RangeError: Maximum call stack size exceeded%s%s", what, stackLines(stack), more))
		return
	}
	var thrown *goja.Exception
	if errors.As(err, &thrown) {
		r.opts.Console(Error, what+": "+r.ErrorText(thrown.Value(), thrown.Stack()))
		return
	}
	r.opts.Console(Error, what+": "+err.Error())
}

// ReportPanic prints a Go panic that came out of the engine or of a task. Its
// stack goes to the log.
func (r *Runtime) ReportPanic(p any) {
	r.log.Debug("panic", "value", p, "stack", string(debug.Stack()))
	r.opts.Console(Error, fmt.Sprintf("internal error: %v (--log-level debug shows where)", p))
}

// ErrorText renders a thrown value as a person wants to read it: the message,
// then one line for each frame, "    at name (file:line:column)".
func (r *Runtime) ErrorText(v goja.Value, stack []goja.StackFrame) string {
	var text string
	if ex := r.vm.Try(func() { text = r.describeThrown(v, stack) }); ex != nil {
		return "a value that cannot be shown" + stackLines(stack)
	}
	return text
}

func (r *Runtime) describeThrown(v goja.Value, stack []goja.StackFrame) string {
	obj, ok := v.(*goja.Object)
	if !ok {
		return v.String() + stackLines(stack)
	}
	if own, ok := obj.Get("stack").(goja.String); ok && obj.ClassName() == "Error" {
		head, frames := splitStack(own.String())
		// A message set after the error was made counts more than the one
		// frozen in its stack.
		if now := obj.String(); now != "" {
			head = now
		}
		return head + frames
	}
	return obj.String() + stackLines(stack)
}

// splitStack separates an error's own stack text into message and frames, and
// rewrites the frames from goja's "\tat f (file:l:c(pc))" to the common form.
func splitStack(stack string) (head, frames string) {
	var b strings.Builder
	lines := strings.Split(strings.TrimRight(stack, "\n"), "\n")
	first := len(lines)
	for i, line := range lines {
		if strings.HasPrefix(line, "\tat ") {
			first = i
			break
		}
	}
	for _, line := range lines[first:] {
		frame := strings.TrimPrefix(line, "\tat ")
		if strings.Contains(frame, "(native)") {
			continue
		}
		b.WriteString("\n    at " + dropPC(frame))
	}
	return strings.Join(lines[:first], "\n"), b.String()
}

// dropPC removes goja's program counter, "(12)", after a position.
func dropPC(frame string) string {
	end := strings.TrimSuffix(frame, ")")
	if i := strings.LastIndexByte(end, '('); i > 0 && strings.HasSuffix(end, ")") {
		return end[:i] + ")"
	}
	if i := strings.LastIndexByte(end, '('); i > 0 && isDigits(end[i+1:]) {
		return end[:i]
	}
	return frame
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func stackLines(stack []goja.StackFrame) string {
	var b strings.Builder
	for i := range stack {
		if stack[i].SrcName() == "<native>" || stack[i].SrcName() == "batch" {
			continue
		}
		at := stack[i].Position().String()
		if name := stack[i].FuncName(); name != "<anonymous>" {
			at = name + " (" + at + ")"
		}
		b.WriteString("\n    at " + at)
	}
	return b.String()
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
		r.opts.Console(Error, "Uncaught (in promise) "+r.ErrorText(p.Result(), nil))
	}
}
