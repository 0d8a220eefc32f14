package api

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// lastError is chrome.runtime.lastError. The property exists only while the
// callback of a failed call runs, its microtasks included; reading it marks
// the error as checked.
type lastError struct {
	binder  *Binder
	get     goja.Value // nil before the first error
	set     goja.Value
	value   goja.Value
	checked bool
}

func (e *lastError) install() {
	b := e.binder
	e.get = b.rt.NewFunction("lastError", func(goja.FunctionCall) goja.Value {
		e.checked = true
		return e.value
	})
	// A script may assign; its value then stays until the callback returns.
	e.set = b.rt.NewFunction("lastError", func(call goja.FunctionCall) goja.Value {
		e.value = call.Argument(0)
		return goja.Undefined()
	})
}

// during runs f with lastError set and reports an error that f did not read.
func (e *lastError) during(message string, f func()) {
	e.binder.rt.Outside(func() { e.now(message, f) })
}

func (e *lastError) now(message string, f func()) {
	if e.get == nil {
		e.install()
	}
	owner := e.binder.object(e.binder.place("runtime"))
	err := e.binder.vm.NewObject()
	err.Set("message", message)
	e.value, e.checked = err, false
	owner.DefineAccessorProperty("lastError", e.get, e.set, goja.FLAG_TRUE, goja.FLAG_TRUE)
	f()
	owner.Delete("lastError")
	e.value = nil
	if !e.checked {
		e.binder.rt.Console(runtime.Error, "Unchecked runtime.lastError: "+message)
	}
}

// WithLastError runs f, which calls into the page, with lastError set.
func (b *Binder) WithLastError(message string, f func()) { b.lastError.during(message, f) }
