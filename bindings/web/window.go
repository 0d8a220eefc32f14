package web

import (
	"errors"

	"github.com/dop251/goja"
)

// window is the Go side of the global object.
type window struct {
	eventTarget
	env *env
}

// installWindow makes the global object an event target.
func (e *env) installWindow() {
	_, prototype := define(e, class[*window]{name: "Window", parent: e.eventTarget, constants: fileSystemKinds})
	e.installGlobal(prototype)
	for _, kind := range []string{"error", "rejectionhandled", "unhandledrejection"} {
		e.handlerAttribute(e.vm.GlobalObject(), kind)
	}
}

// installGlobal gives the global object its class.
func (e *env) installGlobal(prototype *goja.Object) {
	global := e.vm.GlobalObject()
	// The engine's own tag would hide the class.
	if err := errors.Join(global.SetPrototype(prototype), global.DeleteSymbol(goja.SymToStringTag)); err != nil {
		panic(err)
	}
	e.global = &window{env: e}
	e.attach(global, e.global)
	e.rt.OnUncaught(e.uncaught)
}
