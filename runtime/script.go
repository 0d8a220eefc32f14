package runtime

import (
	"fmt"
	"strings"

	"github.com/dop251/goja"
)

// ScriptError is a script that could not be compiled, or that threw while it
// ran.
type ScriptError struct {
	File         string
	Line, Column int    // from 1; 0 when there is no position
	Message      string // "SyntaxError: Unexpected token }"
	Source       string // the source line, if known
	Stack        string // lines that begin with "\n    at "; may be empty
}

func (e *ScriptError) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Caret returns the source line and below it a caret at the column, or "".
func (e *ScriptError) Caret() string {
	if e.Source == "" || e.Line == 0 {
		return ""
	}
	var pad strings.Builder
	for i, c := range []rune(e.Source) {
		if i >= e.Column-1 {
			break
		}
		if c != '\t' {
			c = ' '
		}
		pad.WriteRune(c)
	}
	return e.Source + "\n" + pad.String() + "^"
}

// RunScript runs a classic script in the global scope. Its error, if any, is a
// *ScriptError, or *goja.InterruptedError when the script was interrupted.
func (r *Runtime) RunScript(name, src string) (err error) {
	if r.closed {
		return &ScriptError{File: name, Message: "the page has been closed"}
	}
	program, err := compile(name, src)
	if err != nil {
		return err
	}
	r.depth++
	defer func() {
		if p := recover(); p != nil {
			r.logPanic(p)
			err = &ScriptError{File: name, Message: panicText(p)}
		}
		r.ended()
	}()
	if _, err = r.vm.RunProgram(program); err != nil {
		return r.scriptError(name, src, err)
	}
	return nil
}

// scriptError gives what a script threw the place where it happened.
func (r *Runtime) scriptError(name, src string, err error) error {
	e := &ScriptError{File: name}
	var stack []goja.StackFrame
	switch err := err.(type) { // for no errors.As see Report
	case *goja.InterruptedError:
		r.vm.ClearInterrupt()
		return err
	case *goja.StackOverflowError:
		stack = err.Stack()
		e.Message, e.Stack = overflowText, overflowLines(stack)
	case *goja.Exception:
		stack = err.Stack()
		e.Message = r.uncaughtText(err.Value(), stack)
		if i := strings.Index(e.Message, frameStart); i >= 0 {
			e.Message, e.Stack = e.Message[:i], e.Message[i:]
		}
	default:
		e.Message = err.Error()
	}
	for i := range stack {
		p := stack[i].Position()
		if p.Line == 0 || p.Filename == evalName {
			continue
		}
		e.File = p.Filename
		if p.Filename != name {
			src = ""
		}
		e.at(src, p)
		break
	}
	return e
}
