package web

import (
	"slices"

	"github.com/dop251/goja"
)

// target is the Go side of an EventTarget, or of a class that inherits from it.
type target interface{ listening() *eventTarget }

// eventTarget is what all event targets have.
type eventTarget struct {
	self *goja.Object // nil for a node that no script has seen yet; see object
	tree inTree       // nil for a target without parents
	// listeners are of all types, in their order. The list is replaced, never
	// changed, so that a dispatch under way keeps the one it began with.
	listeners []*listener
	listened  func(*listener) // if set, hears of each listener that comes or goes
}

func (t *eventTarget) listening() *eventTarget { return t }

// inTree is a target that events reach by way of others.
type inTree interface {
	// above is where an event of a type comes from, and goes on to if it
	// bubbles; nil at the root.
	above(kind string) *eventTarget
	// object returns the target's object, making it if there is none.
	object() *goja.Object
}

// object returns the target's object.
func (t *eventTarget) object() *goja.Object {
	if t.self == nil {
		return t.tree.object()
	}
	return t.self
}

// listener is a callback, or an event handler.
type listener struct {
	kind    string
	value   *goja.Object // what the script gave: a function, or an object
	call    goja.Callable
	handler bool // the value of an attribute such as onopen
	capture bool
	once    bool
	passive bool
	removed bool
	forget  func() // ends the wait for the signal, if there is one
}

func (e *env) installEventTarget() {
	e.eventTarget, _ = define(e, class[target]{
		name:      "EventTarget",
		construct: func(goja.ConstructorCall) target { return &eventTarget{} },
		methods: []method[target]{
			{"addEventListener", 2, func(t target, call goja.FunctionCall) goja.Value {
				e.addListener(t.listening(), call)
				return nil
			}},
			{"dispatchEvent", 1, func(t target, call goja.FunctionCall) goja.Value {
				return e.vm.ToValue(e.dispatchEvent(t.listening(), call))
			}},
			{"removeEventListener", 2, func(t target, call goja.FunctionCall) goja.Value {
				e.removeListener(t.listening(), call)
				return nil
			}},
		},
	})
	// A listener that is an object is asked for its method at each event.
	e.handleEvent, _ = goja.AssertFunction(e.rt.NewFunction("handleEvent", func(c goja.FunctionCall) goja.Value {
		handle, ok := c.This.(*goja.Object).Get("handleEvent").(*goja.Object)
		if ok {
			_, ok = goja.AssertFunction(handle)
		}
		if !ok {
			e.throwType("Failed to execute 'handleEvent' on 'EventListener': The provided callback is not callable.")
		}
		return handle.Export().(native)(c)
	}))
}

// callback is the listener argument of add and removeEventListener: nil for
// null.
func (e *env) callback(v goja.Value, function string) *goja.Object {
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		e.throwType("Failed to execute '%s' on 'EventTarget': parameter 2 is not of type 'Object'.", function)
	}
	return o
}

// listenerOptions reads the third argument: a dictionary, or whether to capture.
func (e *env) listenerOptions(v goja.Value) (init dictionary, capture bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return dictionary{env: e}, truthy(v)
	}
	init = dictionary{e, o}
	return init, init.boolean("capture")
}

func (e *env) addListener(t *eventTarget, c goja.FunctionCall) {
	const failed = "Failed to execute 'addEventListener' on 'EventTarget'"
	kind := e.toString(c.Argument(0))
	value := e.callback(c.Argument(1), "addEventListener")
	init, capture := e.listenerOptions(c.Argument(2))
	l := &listener{kind: kind, value: value, capture: capture, once: init.boolean("once"), passive: init.boolean("passive")}
	var signal *abortSignal
	if v := init.member("signal"); v != nil {
		signal = e.signalOf(v, failed+": Failed to read the 'signal' property from 'AddEventListenerOptions'")
		if signal.aborted() {
			return
		}
	}
	if value == nil || t.index(kind, value, capture) >= 0 {
		return
	}
	if f, ok := goja.AssertFunction(value); ok {
		l.call = func(_ goja.Value, args ...goja.Value) (goja.Value, error) { return f(t.self, args...) }
	} else {
		l.call = func(_ goja.Value, args ...goja.Value) (goja.Value, error) { return e.handleEvent(value, args...) }
	}
	t.add(l)
	if signal != nil {
		l.forget = signal.onAbort(func() { t.remove(l) })
	}
}

func (e *env) removeListener(t *eventTarget, c goja.FunctionCall) {
	kind := e.toString(c.Argument(0))
	value := e.callback(c.Argument(1), "removeEventListener")
	_, capture := e.listenerOptions(c.Argument(2))
	if i := t.index(kind, value, capture); i >= 0 {
		t.remove(t.listeners[i])
	}
}

func (t *eventTarget) index(kind string, value *goja.Object, capture bool) int {
	return slices.IndexFunc(t.listeners, func(l *listener) bool {
		return l.value == value && l.kind == kind && l.capture == capture && !l.handler
	})
}

func (t *eventTarget) add(l *listener) {
	t.listeners = append(slices.Clip(t.listeners), l)
	if t.listened != nil {
		t.listened(l)
	}
}

func (t *eventTarget) remove(l *listener) {
	if l.removed {
		return
	}
	l.removed = true
	i := slices.Index(t.listeners, l)
	t.listeners = slices.Concat(t.listeners[:i], t.listeners[i+1:])
	if l.forget != nil {
		l.forget()
	}
	if t.listened != nil {
		t.listened(l)
	}
}

// has tells whether anybody would hear of an event.
func (t *eventTarget) has(kind string) bool {
	return slices.ContainsFunc(t.listeners, func(l *listener) bool { return l.kind == kind })
}

func (e *env) dispatchEvent(t *eventTarget, c goja.FunctionCall) bool {
	const failed = "Failed to execute 'dispatchEvent' on 'EventTarget'"
	o, _ := c.Argument(0).(*goja.Object)
	var ev eventObject
	if o != nil {
		ev, _ = e.platform(o).(eventObject)
	}
	if ev == nil {
		e.throwType("%s: parameter 1 is not of type 'Event'.", failed)
	}
	if ev.base().dispatching {
		panic(e.newDOMException("InvalidStateError", failed+": The event is already being dispatched."))
	}
	ev.base().trusted = false
	return e.dispatch(t, o, ev)
}

// dispatch calls the listeners of an event, each as a call of its own: when Go
// dispatches, the microtasks of one run before the next, as in browsers. What
// a listener throws is reported, and the others still run. It reports whether
// nobody canceled the event.
//
// At the target itself listeners that capture come first only if the target is
// a node, as in Chromium.
func (e *env) dispatch(t *eventTarget, o *goja.Object, ev eventObject) bool {
	b := ev.base()
	b.target, b.dispatching, b.path = t.object(), true, []*eventTarget{t}
	for at := t; at.tree != nil; {
		if at = at.tree.above(b.kind); at == nil {
			break
		}
		b.path = append(b.path, at)
	}
	var done func(canceled bool)
	if t.tree != nil {
		done = e.dom.activation(ev)
	}
	captures := func(l *listener) bool { return l.capture }
	others := func(l *listener) bool { return !l.capture }
	parents := b.path[1:]
	for _, parent := range slices.Backward(parents) {
		e.callListeners(parent, o, b, capturing, captures)
	}
	if t.tree == nil {
		e.callListeners(t, o, b, atTarget, func(*listener) bool { return true })
	} else {
		e.callListeners(t, o, b, atTarget, captures)
		e.callListeners(t, o, b, atTarget, others)
	}
	if b.bubbles {
		for _, parent := range parents {
			e.callListeners(parent, o, b, bubbling, others)
		}
	}
	b.dispatching, b.stopped, b.stoppedNow, b.passive = false, false, false, false
	b.path, b.current, b.phase = nil, nil, 0
	if done != nil {
		done(b.canceled)
	}
	return !b.canceled
}

// callListeners calls those of one target that are meant, unless the event has
// been stopped before.
func (e *env) callListeners(t *eventTarget, o *goja.Object, b *event, phase int, meant func(*listener) bool) {
	if b.stopped {
		return
	}
	b.current, b.phase = t, phase
	outer := e.events.current
	e.events.current = o
	defer func() { e.events.current = outer }()
	for _, l := range t.listeners {
		if l.kind != b.kind || l.removed || !meant(l) {
			continue
		}
		if l.once {
			t.remove(l)
		}
		b.passive = l.passive
		e.rt.Call("Uncaught ", l.call, o)
		if b.stoppedNow {
			return
		}
	}
}

// fire dispatches a plain event of the platform's.
func (e *env) fire(t *eventTarget, kind string) {
	if t.has(kind) {
		ev := e.trustedEvent(kind)
		e.dispatch(t, e.eventOf(e.prototype("Event"), &ev), &ev)
	}
}
