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
	global := e.vm.GlobalObject()
	// The engine's own tag would hide the class.
	if err := errors.Join(global.SetPrototype(prototype), global.DeleteSymbol(goja.SymToStringTag)); err != nil {
		panic(err)
	}
	e.attach(global, &window{env: e})
}
