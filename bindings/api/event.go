package api

import (
	"slices"

	"github.com/dop251/goja"
)

// EventSource is an event of an installed namespace: the listeners on the
// JavaScript side, Emit on the other.
type EventSource struct {
	binder *Binder
	// listeners is replaced, never changed, so that a dispatch under way keeps
	// the list it began with.
	listeners []listener
}

const eventHeading = "Error in event handler: "

type listener struct {
	value *goja.Object
	call  goja.Callable
}

// HasListeners tells whether anybody would hear of the event.
func (e *EventSource) HasListeners() bool { return len(e.listeners) > 0 }

// Emit calls every listener as one task: listeners in the order they were
// added, then their microtasks. A listener that throws is reported, and the
// others still run.
func (e *EventSource) Emit(args ...goja.Value) {
	switch listeners := e.listeners; {
	case len(listeners) == 0:
	case len(listeners) == 1 && len(args) == 1:
		e.binder.rt.Tell(eventHeading, listeners[0].value, args[0])
	default:
		e.emitTo(listeners, slices.Clone(args))
	}
}

func (e *EventSource) emitTo(listeners []listener, args []goja.Value) {
	e.binder.rt.Batch(func() {
		for _, l := range listeners {
			e.call(l, args)
		}
	})
}

// NewEvent makes an event that belongs to no namespace, and its object.
func (b *Binder) NewEvent() (*EventSource, *goja.Object) {
	e := &EventSource{binder: b}
	return e, e.object()
}

// Ask calls every listener as Emit does, and returns what each gave back: a
// value, or the error it threw, which is reported as well.
func (e *EventSource) Ask(args ...goja.Value) (answers []Answer) {
	listeners := e.listeners
	e.binder.rt.Batch(func() {
		for _, l := range listeners {
			var a Answer
			e.binder.rt.Call(eventHeading, func(this goja.Value, args ...goja.Value) (goja.Value, error) {
				a.Value, a.Err = l.call(this, args...)
				return a.Value, a.Err
			}, args...)
			answers = append(answers, a)
		}
	})
	return answers
}

// Answer is what a listener gave back.
type Answer struct {
	Value goja.Value
	Err   error
}

func (e *EventSource) call(l listener, args []goja.Value) {
	e.binder.rt.Call(eventHeading, l.call, args...)
}

func (e *EventSource) index(v goja.Value) int {
	return slices.IndexFunc(e.listeners, func(l listener) bool { return l.value == v })
}

// object makes the event object, with Chrome's own properties.
func (e *EventSource) object() *goja.Object {
	vm, rt := e.binder.vm, e.binder.rt
	if e.binder.eventPrototype == nil {
		e.binder.eventPrototype = e.binder.nameless()
	}
	o := vm.CreateObject(e.binder.eventPrototype)
	method := func(name string, f func(goja.FunctionCall) goja.Value) {
		o.Set(name, rt.NewFunction(name, f))
	}
	method("addListener", func(call goja.FunctionCall) goja.Value {
		// What is not a function is ignored, and so is a second time.
		if f, ok := goja.AssertFunction(call.Argument(0)); ok {
			if len(call.Arguments) > 1 && !isNil(call.Arguments[1]) {
				panic(vm.NewTypeError("This event does not support filters"))
			}
			if e.index(call.Arguments[0]) < 0 {
				e.listeners = append(slices.Clip(e.listeners), listener{call.Arguments[0].(*goja.Object), f})
			}
		}
		return goja.Undefined()
	})
	method("removeListener", func(call goja.FunctionCall) goja.Value {
		if i := e.index(call.Argument(0)); i >= 0 {
			e.listeners = slices.Concat(e.listeners[:i], e.listeners[i+1:])
		}
		return goja.Undefined()
	})
	method("hasListener", func(call goja.FunctionCall) goja.Value {
		return vm.ToValue(e.index(call.Argument(0)) >= 0)
	})
	method("hasListeners", func(goja.FunctionCall) goja.Value { return vm.ToValue(e.HasListeners()) })
	method("dispatch", func(call goja.FunctionCall) goja.Value {
		for _, l := range e.listeners {
			e.call(l, call.Arguments)
		}
		return goja.Undefined()
	})
	return o
}
