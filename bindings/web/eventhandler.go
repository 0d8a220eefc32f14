package web

import (
	"slices"

	"github.com/dop251/goja"
)

// handlerAttribute defines the event handler attribute of an event type, such
// as onopen: a listener in the place where it was first set since it was null.
func (e *env) handlerAttribute(prototype *goja.Object, kind string) {
	functions, ok := e.events.handlers[kind]
	if !ok {
		functions.get = e.rt.NewFunction("get on"+kind, func(c goja.FunctionCall) goja.Value {
			if l := stateOf[target](e, c.This).listening().handlerOf(kind); l != nil {
				return l.value
			}
			return goja.Null()
		})
		set := e.rt.NewFunction("set on"+kind, func(c goja.FunctionCall) goja.Value {
			e.setHandler(stateOf[target](e, c.This).listening(), kind, c.Argument(0))
			return nil
		})
		e.setLength(set, 1)
		functions.set = set
		if e.events.handlers == nil {
			e.events.handlers = map[string]handlerFunctions{}
		}
		e.events.handlers[kind] = functions
	}
	prototype.DefineAccessorProperty("on"+kind, functions.get, functions.set, goja.FLAG_TRUE, goja.FLAG_TRUE)
}

// handlerFunctions are the accessors of an event handler attribute, which all
// classes that have it share.
type handlerFunctions struct{ get, set goja.Value }

// handlerOf finds the listener of an event handler attribute, or nil.
func (t *eventTarget) handlerOf(kind string) *listener {
	i := slices.IndexFunc(t.listeners, func(l *listener) bool { return l.handler && l.kind == kind })
	if i < 0 {
		return nil
	}
	return t.listeners[i]
}

// setHandler sets an event handler attribute. Whatever is no object is null.
func (e *env) setHandler(t *eventTarget, kind string, v goja.Value) {
	l := t.handlerOf(kind)
	value, ok := v.(*goja.Object)
	switch {
	case !ok && l != nil:
		t.remove(l)
	case !ok:
	case l != nil:
		l.set(e, t, value)
	default:
		l = &listener{kind: kind, handler: true}
		l.set(e, t, value)
		t.add(l)
	}
}

// set gives a handler its value. An object that is no function is kept and
// never called.
func (l *listener) set(e *env, t *eventTarget, value *goja.Object) {
	l.value = value
	f, ok := goja.AssertFunction(value)
	if !ok {
		l.call = func(goja.Value, ...goja.Value) (goja.Value, error) { return goja.Undefined(), nil }
		return
	}
	l.call = func(_ goja.Value, args ...goja.Value) (goja.Value, error) {
		if ev := e.globalError(t, args[0]); ev != nil {
			return ev.handle(e, f)
		}
		result, err := f(t.self, args...)
		if err == nil && result.StrictEquals(e.vm.ToValue(false)) {
			e.platform(args[0].(*goja.Object)).(eventObject).base().cancel()
		}
		return result, err
	}
}
