package web

import "github.com/dop251/goja"

// eventObject is the Go side of an Event, or of a class that inherits from it.
type eventObject interface{ base() *event }

// event is what all events have.
type event struct {
	kind                          string // the standard's type
	bubbles, cancelable, composed bool
	trusted                       bool
	created                       float64 // as performance.now

	target      goja.Value // nil before the first dispatch
	dispatching bool
	path        []*eventTarget // while dispatching: the target, then what is above it
	current     *eventTarget   // whose listeners run
	phase       int
	stopped     bool // by stopPropagation
	stoppedNow  bool // by stopImmediatePropagation
	passive     bool // in a passive listener
	canceled    bool
}

func (ev *event) base() *event { return ev }

// The phases of a dispatch. Outside of one the phase is 0.
const (
	capturing = 1 + iota
	atTarget
	bubbling
)

var eventPhases = []constant{{"NONE", 0}, {"CAPTURING_PHASE", capturing}, {"AT_TARGET", atTarget}, {"BUBBLING_PHASE", bubbling}}

// events are what all events of a page share.
type events struct {
	isTrusted goja.Value   // the getter of each event's own property
	current   *goja.Object // whose listeners are being called, or nil
	handlers  map[string]handlerFunctions
}

func (e *env) installEvents() {
	e.events.isTrusted = e.rt.NewFunction("get isTrusted", func(c goja.FunctionCall) goja.Value {
		return e.vm.ToValue(stateOf[eventObject](e, c.This).base().trusted)
	})
	flag := func(name string, get func(*event) bool) attribute[eventObject] {
		return attribute[eventObject]{name: name, get: func(ev eventObject) any { return get(ev.base()) }}
	}
	target := func(ev eventObject) any { return orNull(ev.base().target) }
	define(e, class[eventObject]{
		name:     "Event",
		required: 1,
		construct: func(call goja.ConstructorCall) eventObject {
			ev, _ := e.newEvent(call, "Event")
			return &ev
		},
		constants: eventPhases,
		attributes: []attribute[eventObject]{
			{"type", func(ev eventObject) any { return ev.base().kind }, nil},
			{"target", target, nil},
			{"currentTarget", func(ev eventObject) any { return ev.base().currentTarget() }, nil},
			{"eventPhase", func(ev eventObject) any { return ev.base().phase }, nil},
			flag("bubbles", func(ev *event) bool { return ev.bubbles }),
			flag("cancelable", func(ev *event) bool { return ev.cancelable }),
			flag("defaultPrevented", func(ev *event) bool { return ev.canceled }),
			flag("composed", func(ev *event) bool { return ev.composed }),
			{"timeStamp", func(ev eventObject) any { return ev.base().created }, nil},
			{"srcElement", target, nil},
			{"returnValue", func(ev eventObject) any { return !ev.base().canceled }, func(ev eventObject, v goja.Value) {
				if !v.ToBoolean() {
					ev.base().cancel()
				}
			}},
			{"cancelBubble", func(ev eventObject) any { return ev.base().stopped }, func(ev eventObject, v goja.Value) {
				if v.ToBoolean() {
					ev.base().stopped = true
				}
			}},
		},
		methods: []method[eventObject]{
			{"composedPath", 0, func(ev eventObject, _ goja.FunctionCall) goja.Value {
				var path []goja.Value
				for _, t := range ev.base().path {
					path = append(path, t.object())
				}
				return e.list(path)
			}},
			{"initEvent", 1, func(ev eventObject, call goja.FunctionCall) goja.Value {
				if b := ev.base(); !b.dispatching {
					b.init(e.toString(call.Argument(0)), call.Argument(1), call.Argument(2))
				}
				return nil
			}},
			{"preventDefault", 0, func(ev eventObject, _ goja.FunctionCall) goja.Value {
				ev.base().cancel()
				return nil
			}},
			{"stopImmediatePropagation", 0, func(ev eventObject, _ goja.FunctionCall) goja.Value {
				ev.base().stopped, ev.base().stoppedNow = true, true
				return nil
			}},
			{"stopPropagation", 0, func(ev eventObject, _ goja.FunctionCall) goja.Value {
				ev.base().stopped = true
				return nil
			}},
		},
	})
}

// newEvent makes the common part of an event that a script constructs, and
// gives its dictionary for the rest.
func (e *env) newEvent(call goja.ConstructorCall, class string) (event, dictionary) {
	ev := event{kind: e.toString(call.Argument(0)), created: e.clock.now()}
	init := e.dictionary(call.Argument(1), "Failed to construct '"+class+"'", class+"Init")
	ev.bubbles = init.boolean("bubbles")
	ev.cancelable = init.boolean("cancelable")
	ev.composed = init.boolean("composed")
	e.ownTrusted(call.This)
	return ev, init
}

// trustedEvent makes the common part of an event of the platform's.
func (e *env) trustedEvent(kind string) event {
	return event{kind: kind, trusted: true, created: e.clock.now()}
}

// eventOf makes the object of an event of the platform's.
func (e *env) eventOf(prototype *goja.Object, ev eventObject) *goja.Object {
	o := e.instance(prototype, ev)
	e.ownTrusted(o)
	return o
}

// ownTrusted defines the one property that every event owns.
func (e *env) ownTrusted(o *goja.Object) {
	o.DefineAccessorProperty("isTrusted", e.events.isTrusted, nil, goja.FLAG_FALSE, goja.FLAG_TRUE)
}

func (ev *event) init(kind string, bubbles, cancelable goja.Value) {
	*ev = event{kind: kind, bubbles: bubbles.ToBoolean(), cancelable: cancelable.ToBoolean(), created: ev.created}
}

func (ev *event) cancel() {
	if ev.cancelable && !ev.passive {
		ev.canceled = true
	}
}

func (ev *event) currentTarget() any {
	if ev.current != nil {
		return ev.current.object()
	}
	return goja.Null()
}

// orNull is v, or null instead of nothing.
func orNull(v goja.Value) goja.Value {
	if v == nil {
		return goja.Null()
	}
	return v
}
