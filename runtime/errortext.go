package runtime

import (
	"fmt"
	"strings"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
)

const (
	frameStart   = "\n    at "
	causedBy     = "\nCaused by: "
	maxCauses    = 5
	nativeName   = "<native>" // the engine's names for Go functions
	evalName     = "<eval>"   // and for code made from strings
	batchName    = "<batch>"  // of the function in call.go
	overflowText = "RangeError: Maximum call stack size exceeded"
)

// ErrorText renders a thrown value as a person wants to read it: the message,
// then one line for each frame, "    at name (file:line:column)".
func (r *Runtime) ErrorText(v goja.Value, stack []goja.StackFrame) string {
	return r.errorText(v, stack, 0)
}

// uncaughtText is ErrorText and, below it in the same form, what caused the
// error.
func (r *Runtime) uncaughtText(v goja.Value, stack []goja.StackFrame) string {
	return r.errorText(v, stack, maxCauses)
}

func (r *Runtime) errorText(v goja.Value, stack []goja.StackFrame, causes int) string {
	var text string
	if ex := r.vm.Try(func() { text = describeThrown(v, stack, causes) }); ex != nil {
		return "a value that cannot be shown" + stackLines(stack)
	}
	return r.modules.unescaped(text)
}

// messageText is a thrown value as its own class shows it, without a stack.
func (r *Runtime) messageText(v goja.Value) string {
	text := "a value that cannot be shown"
	r.vm.Try(func() {
		if symbol, ok := v.(*goja.Symbol); ok {
			text = "Symbol(" + symbol.String() + ")"
		} else {
			text = v.String()
		}
	})
	return text
}

func describeThrown(v goja.Value, stack []goja.StackFrame, causes int) string {
	switch v := v.(type) {
	case *goja.Symbol:
		return "Symbol(" + v.String() + ")" + stackLines(stack)
	case *goja.Object:
		if v.ClassName() == "Error" {
			return describeError(v, stack, causes)
		}
		return describeObject(v) + stackLines(stack)
	}
	return v.String() + stackLines(stack)
}

// describeObject shows an object that is not an error: by its own toString,
// or else by its properties.
func describeObject(o *goja.Object) string {
	if _, ok := goja.AssertFunction(o.Get("toString")); ok {
		if text := o.String(); text != "[object Object]" {
			return text
		}
	}
	const enough = 500
	text, err := o.MarshalJSON()
	if err != nil || len(text) > enough {
		return "[object Object]"
	}
	return string(text)
}

func describeError(e *goja.Object, stack []goja.StackFrame, causes int) string {
	head, frames := e.String(), stackLines(stack)
	if own, ok := e.Get("stack").(goja.String); ok {
		// The head is frozen in the stack; a message set later counts more.
		var known bool
		if frames, known = stackFrames(own.String(), head); !known {
			head = own.String() // the program's own text
		}
	}
	text := head + frames
	if causes == 0 {
		return text
	}
	if cause := e.Get("cause"); cause != nil {
		text += causedBy + describeThrown(cause, nil, causes-1)
	}
	if list, ok := e.Get("errors").(*goja.Object); ok && list.ClassName() == "Array" {
		for _, key := range list.Keys()[:min(len(list.Keys()), maxCauses)] {
			text += causedBy + describeThrown(list.Get(key), nil, causes-1)
		}
	}
	return text
}

// stackFrames gives the frames in an error's own stack text the common form;
// goja's is "\tat f (file:line:column(pc))", that of package builtins has it
// already. It reports false if the text is not one of these.
func stackFrames(stack, head string) (frames string, ok bool) {
	start := "\n\tat "
	if strings.Contains(stack, frameStart) {
		start = frameStart
	}
	lines, ok := strings.CutPrefix(stack, head+"\n")
	if ok {
		lines = "\n" + lines
	} else {
		i := strings.Index(stack, start)
		if i < 0 {
			return "", stack == "" || stack == head
		}
		lines = stack[i:]
	}
	var b strings.Builder
	for line := range strings.SplitSeq(lines, "\n") {
		frame, ok := strings.CutPrefix(line, start[1:])
		if !ok || strings.Contains(frame, "(native)") || strings.HasPrefix(frame, batchName) {
			continue
		}
		frame = dropPC(frame)
		if strings.HasSuffix(strings.TrimSuffix(frame, ")"), ":1:0") { // see isHelper
			continue
		}
		b.WriteString(frameStart + frame)
	}
	return b.String(), true
}

// dropPC removes goja's program counter, "(12)", after a position.
func dropPC(frame string) string {
	open := strings.LastIndexByte(frame, '(')
	if open < 0 {
		return frame
	}
	pc, rest, _ := strings.Cut(frame[open+1:], ")")
	if pc == "" || strings.Trim(pc, "0123456789") != "" {
		return frame
	}
	return frame[:open] + rest
}

// StackLines shows frames as V8 shows them in the stack of an error: a line for
// each, with a newline and "    at " before it.
func (r *Runtime) StackLines(stack []goja.StackFrame) string {
	return r.modules.unescaped(stackLines(stack))
}

// isHelper tells the place of code that esbuild added to a program.
func isHelper(p file.Position) bool { return p.Line > 0 && p.Column == 0 }

func stackLines(stack []goja.StackFrame) string {
	var b strings.Builder
	for i := range stack {
		if name := stack[i].SrcName(); name == nativeName || name == batchName {
			continue
		}
		position := stack[i].Position()
		if isHelper(position) {
			continue
		}
		position.Filename = stack[i].SrcName()
		at := position.String()
		if name := stack[i].FuncName(); name != "<anonymous>" {
			at = name + " (" + at + ")"
		}
		b.WriteString(frameStart + at)
	}
	return b.String()
}

// overflowLines shows the top of a stack that overflowed.
func overflowLines(stack []goja.StackFrame) string {
	const shown = 10
	if len(stack) <= shown {
		return stackLines(stack)
	}
	return stackLines(stack[:shown]) + fmt.Sprintf("\n    ... %d more", len(stack)-shown)
}

// Place says where the JavaScript is that is running now, as " (file:line:column)",
// or "" if none is.
func (r *Runtime) Place() string {
	for _, frame := range r.vm.CaptureCallStack(0, nil) {
		if name := frame.SrcName(); name != nativeName && name != batchName && name != "" {
			return " (" + frame.Position().String() + ")"
		}
	}
	return ""
}
