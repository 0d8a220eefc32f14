package runtime

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
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
func (r *Runtime) RunScript(name, src string) error {
	program, err := compile(name, src)
	if err != nil {
		return err
	}
	r.depth++
	defer r.leave(name)
	if _, err = r.vm.RunProgram(program); err != nil {
		return r.scriptError(name, src, err)
	}
	return nil
}

// compile parses a classic script and gives it the semantics of browsers where
// the engine's differ.
func compile(name, src string) (*goja.Program, error) {
	if !utf8.ValidString(src) {
		return nil, &ScriptError{File: name, Message: "the script is not valid UTF-8"}
	}
	ast, err := goja.Parse(name, src, parser.WithDisableSourceMaps)
	if err != nil {
		return nil, syntaxError(name, src, err)
	}
	hoistBlockFunctions(ast)
	program, err := goja.CompileAST(ast, false)
	if err != nil {
		return nil, syntaxError(name, src, err)
	}
	return program, nil
}

func syntaxError(name, src string, err error) error {
	e := &ScriptError{File: name, Message: "SyntaxError: " + err.Error()}
	var list parser.ErrorList
	var compileErr *goja.CompilerSyntaxError
	switch {
	case errors.As(err, &list) && len(list) > 0:
		e.at(src, list[0].Position.Line, list[0].Position.Column)
		e.Message = "SyntaxError: " + list[0].Message
	case errors.As(err, &compileErr):
		if compileErr.File != nil {
			p := compileErr.File.Position(compileErr.Offset)
			e.at(src, p.Line, p.Column)
		}
		e.Message = "SyntaxError: " + compileErr.Message
	}
	return e
}

func (e *ScriptError) at(src string, line, column int) {
	e.Line, e.Column = line, column
	if lines := strings.Split(src, "\n"); line >= 1 && line <= len(lines) {
		e.Source = strings.TrimRight(lines[line-1], "\r")
	}
}

// scriptError gives what a script threw the place where it happened.
func (r *Runtime) scriptError(name, src string, err error) error {
	var interrupted *goja.InterruptedError
	if errors.As(err, &interrupted) {
		r.vm.ClearInterrupt()
		return interrupted
	}
	e := &ScriptError{File: name, Message: err.Error()}
	var stack []goja.StackFrame
	var overflow *goja.StackOverflowError
	var thrown *goja.Exception
	switch {
	case errors.As(err, &overflow):
		stack = overflow.Stack()
		stack = stack[:min(len(stack), 10)]
		e.Message = "RangeError: Maximum call stack size exceeded"
		e.Stack = stackLines(stack)
	case errors.As(err, &thrown):
		stack = thrown.Stack()
		text := r.ErrorText(thrown.Value(), stack)
		e.Message, e.Stack = text, ""
		if i := strings.Index(text, "\n    at "); i >= 0 {
			e.Message, e.Stack = text[:i], text[i:]
		}
	}
	for i := range stack {
		if p := stack[i].Position(); p.Line > 0 {
			e.File = p.Filename
			if p.Filename != name {
				src = ""
			}
			e.at(src, p.Line, p.Column)
			break
		}
	}
	return e
}
