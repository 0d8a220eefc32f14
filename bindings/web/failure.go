package web

import (
	"reflect"

	"github.com/dop251/goja"
)

// requireArguments throws what Chrome throws when arguments are missing.
func (e *env) requireArguments(c goja.FunctionCall, required int, failed string) {
	n := len(c.Arguments)
	switch {
	case n >= required:
	case required == 1:
		e.throwType("%s: 1 argument required, but only 0 present.", failed)
	default:
		e.throwType("%s: %d arguments required, but only %d present.", failed, required, n)
	}
}

// What the engine says about symbols, which cannot be converted.
const (
	noSymbolText   = "Cannot convert a Symbol value to a string"
	noSymbolNumber = "Cannot convert a Symbol value to a number"
)

// explain is deferred by functions that convert their arguments: an error about
// a symbol then says which function failed, as Chrome's do.
func (e *env) explain(failed string) {
	p := recover()
	if p == nil {
		return
	}
	if p == any(e.symbolError) {
		e.symbolError = nil
		e.throwType("%s: %s", failed, noSymbolText)
	}
	// The engine throws errors of a type of its own, which is a string.
	if v := reflect.ValueOf(p); v.Kind() == reflect.String && v.String() == noSymbolNumber {
		e.throwType("%s: %s", failed, noSymbolNumber)
	}
	panic(p)
}

// promising calls a function that gives a promise, unless it has the wrong
// receiver. What it throws rejects a promise.
func (e *env) promising(failed string, receiver bool, f func() goja.Value) (v goja.Value) {
	thrown := e.vm.Try(func() {
		defer e.explain(failed)
		if !receiver {
			e.throwType("%s: Illegal invocation", failed)
		}
		v = f()
	})
	if thrown == nil {
		return v
	}
	p := e.newPromise()
	p.reject(thrown.Value())
	return p.object
}
