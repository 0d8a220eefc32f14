package runtime

import (
	"fmt"
	"strconv"
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

	compiling bool       // it did not begin to run
	thrown    goja.Value // nil if it threw none
}

// Thrown is the value that the script threw, or nil: it did not begin to run, or
// the engine ended it.
func (e *ScriptError) Thrown() goja.Value { return e.thrown }

func (e *ScriptError) Error() string { return e.Place() + ": " + e.Message }

// Place is the file and the position in it, if there is one.
func (e *ScriptError) Place() string {
	if e.Line == 0 {
		return e.File
	}
	return fmt.Sprintf("%s:%d:%d", e.File, e.Line, e.Column)
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
	if r.Closed() {
		return &ScriptError{File: name, Message: "the page has been closed"}
	}
	program, lowered, err := compile(name, src)
	if err != nil {
		err.(*ScriptError).compiling = true
		return err
	}
	if lowered {
		r.installImport()
		r.modules.remember(name, src)
	}
	r.Prepare(src)
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
		if !r.terminated.Load() {
			r.vm.ClearInterrupt()
		}
		return err
	case *goja.StackOverflowError:
		stack = err.Stack()
		e.Message, e.Stack = overflowText, overflowLines(stack)
	case *goja.Exception:
		stack, e.thrown = err.Stack(), err.Value()
		e.Message = r.uncaughtText(err.Value(), stack)
		if i := strings.Index(e.Message, frameStart); i >= 0 {
			e.Message, e.Stack = e.Message[:i], e.Message[i:]
		}
	default:
		e.Message = err.Error()
	}
	for i := range stack {
		p := stack[i].Position()
		if p.Line == 0 || isHelper(p) || p.Filename == evalName || p.Filename == batchName {
			continue
		}
		// The name in a position has gone through a URL if there is a source map.
		if e.File = stack[i].SrcName(); e.File != name {
			src = r.modules.sources[e.File]
		}
		e.at(src, p)
		break
	}
	if e.Line == 0 {
		e.placeFromStack()
	}
	return e
}

// framePlace is the place in a line of a stack.
var framePlace = lazyRegexp(`^\n    at (?:.*\()?([^()\n]+):(\d+):(\d+)\)?(?:\n|$)`)

// placeFromStack takes the place from the text of the stack, which is all there
// is when a promise was rejected.
func (e *ScriptError) placeFromStack() {
	if frame := framePlace().FindStringSubmatch(e.Stack); frame != nil {
		e.File = frame[1]
		e.Line, _ = strconv.Atoi(frame[2])
		e.Column, _ = strconv.Atoi(frame[3])
	}
}
