package web

import (
	"maps"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// uiEvent is the Go side of the events that people cause, and of a few others:
// an event with members that have no more to them than a value.
type uiEvent struct {
	event
	class  string
	values map[string]goja.Value
}

// eventClass declares such a class. Its members stand in words: "!x" is a
// boolean, "#x" a number, "$x" a text, "@x" a window, others any value.
type eventClass struct {
	standard              *standard
	name, parent, members string
}

const modifiers = "!ctrlKey !shiftKey !altKey !metaKey"

var uiEventClasses = []eventClass{
	{uiEventsStandard, "UIEvent", "Event", "@view #detail sourceCapabilities #which"},
	{uiEventsStandard, "MouseEvent", "UIEvent", "#screenX #screenY #clientX #clientY #button #buttons relatedTarget #pageX #pageY #x #y #offsetX #offsetY #movementX #movementY " + modifiers},
	{pointerStandard, "PointerEvent", "MouseEvent", "#pointerId #width #height #pressure $pointerType !isPrimary"},
	{uiEventsStandard, "WheelEvent", "MouseEvent", "#deltaX #deltaY #deltaZ #deltaMode"},
	{htmlStandard, "DragEvent", "MouseEvent", "dataTransfer"},
	{uiEventsStandard, "KeyboardEvent", "UIEvent", "$key $code #location !repeat !isComposing #charCode #keyCode " + modifiers},
	{uiEventsStandard, "FocusEvent", "UIEvent", "relatedTarget"},
	{uiEventsStandard, "InputEvent", "UIEvent", "data !isComposing $inputType dataTransfer"},
	{uiEventsStandard, "CompositionEvent", "UIEvent", "$data"},
	{touchStandard, "TouchEvent", "UIEvent", "touches targetTouches changedTouches " + modifiers},
	{htmlStandard, "SubmitEvent", "Event", "submitter"},
	{htmlStandard, "FormDataEvent", "Event", "formData"},
	{htmlStandard, "HashChangeEvent", "Event", "$oldURL $newURL"},
	{htmlStandard, "PopStateEvent", "Event", "state"},
	{clipboardStandard, "ClipboardEvent", "Event", "clipboardData"},
}

// initMembers are those that the method of old times sets that has the name of
// the class, such as initMouseEvent.
var initMembers = map[string]string{
	"UIEvent":          "view detail",
	"MouseEvent":       "view detail screenX screenY clientX clientY ctrlKey altKey shiftKey metaKey button relatedTarget",
	"KeyboardEvent":    "view key location ctrlKey altKey shiftKey metaKey",
	"CompositionEvent": "view data",
}

// classOfEvent names the class of the events of a type, by how they begin.
var classOfEvent = []struct{ class, kinds string }{
	{"PointerEvent", "click auxclick contextmenu pointerdown pointerup pointermove pointerover pointerout pointerenter pointerleave pointercancel"},
	{"MouseEvent", "dblclick mousedown mouseup mousemove mouseover mouseout mouseenter mouseleave"},
	{"WheelEvent", "wheel mousewheel"},
	{"DragEvent", "drag dragstart dragend dragenter dragleave dragover drop"},
	{"KeyboardEvent", "keydown keyup keypress"},
	{"FocusEvent", "focus blur focusin focusout"},
	{"InputEvent", "input beforeinput"},
	{"TouchEvent", "touchstart touchend touchmove touchcancel"},
	{"SubmitEvent", "submit"},
	{"FormDataEvent", "formdata"},
	{"HashChangeEvent", "hashchange"},
	{"PopStateEvent", "popstate"},
	{"ClipboardEvent", "copy cut paste"},
}

// Events that do not bubble, and that cannot be canceled.
var (
	unbubbling   = strings.Fields("focus blur load error abort mouseenter mouseleave pointerenter pointerleave toggle close invalid scroll resize")
	uncancelable = strings.Fields("focus blur focusin focusout input change load error abort mouseenter mouseleave pointerenter pointerleave toggle close scroll resize select hashchange popstate formdata")
)

// defaultOf is what a member is without a value.
func (e *env) defaultOf(word string) (name string, v goja.Value) {
	switch word[0] {
	case '!':
		return word[1:], e.vm.ToValue(false)
	case '#':
		return word[1:], e.vm.ToValue(0)
	case '$':
		return word[1:], e.vm.ToValue("")
	case '@':
		return word[1:], goja.Null()
	}
	return word, goja.Null()
}

// convert makes a value one of a member's type, or throws that it failed.
func (e *env) convert(word string, v goja.Value, failed string) goja.Value {
	switch word[0] {
	case '!':
		return e.vm.ToValue(v.ToBoolean())
	case '#':
		return v.ToNumber()
	case '$':
		return e.vm.ToValue(e.toString(v))
	case '@':
		if v != e.vm.GlobalObject() && !goja.IsNull(v) && !goja.IsUndefined(v) {
			e.throwType("%s", failed)
		}
	}
	return v
}

// eventMembers lists the members of a class and of those that it inherits from.
func eventMembers(class string) (words []string) {
	for _, c := range uiEventClasses {
		if c.name == class {
			return append(eventMembers(c.parent), strings.Fields(c.members)...)
		}
	}
	return nil
}

func (m *dom) installUIEvents() {
	e := m.env
	for _, c := range uiEventClasses {
		e.lazily(c.standard, func() { m.installUIEvent(c) }, c.name)
	}
}

func (m *dom) installUIEvent(c eventClass) {
	e := m.env
	all := eventMembers(c.name)
	var attributes []attribute[*uiEvent]
	for _, word := range strings.Fields(c.members) {
		name, missing := e.defaultOf(word)
		attributes = append(attributes, attribute[*uiEvent]{name, func(ev *uiEvent) any {
			if v := ev.values[name]; v != nil {
				return v
			}
			return missing
		}, nil})
	}
	var methods []method[*uiEvent]
	if strings.Contains(c.members, "ctrlKey") {
		methods = append(methods, method[*uiEvent]{"getModifierState", 1, func(ev *uiEvent, call goja.FunctionCall) goja.Value {
			key := map[string]string{"Control": "ctrlKey", "Shift": "shiftKey", "Alt": "altKey", "Meta": "metaKey"}[e.toString(call.Argument(0))]
			return e.vm.ToValue(truthy(ev.values[key]))
		}})
	}
	if initMembers[c.name] != "" {
		methods = append(methods, e.initMethod(c.name, all))
	}
	define(e, class[*uiEvent]{
		name: c.name, parent: e.class(c.parent).constructor, required: 1,
		construct: func(call goja.ConstructorCall) *uiEvent {
			base, init := e.newEvent(call, c.name)
			ev := &uiEvent{base, c.name, map[string]goja.Value{}}
			for _, word := range all {
				name, _ := e.defaultOf(word)
				if v := init.member(name); v != nil {
					ev.values[name] = e.convert(word, v, "Failed to construct '"+c.name+"': Failed to read the '"+name+"' property from 'UIEventInit': Failed to convert value to 'Window'.")
				}
			}
			return ev
		},
		attributes: attributes, methods: methods,
	})
}

// initMethod is the method of old times that gives an event its values. Those
// that are left out are the defaults.
func (e *env) initMethod(class string, words []string) method[*uiEvent] {
	name := "init" + class
	return method[*uiEvent]{name, 1, func(ev *uiEvent, call goja.FunctionCall) goja.Value {
		if ev.dispatching {
			return nil
		}
		values := map[string]goja.Value{}
		for i, member := range strings.Fields(initMembers[class]) {
			word := words[slices.IndexFunc(words, func(word string) bool { return strings.TrimLeft(word, "!#$@") == member })]
			if v := argumentOrNil(call, 3+i); v != nil {
				values[member] = e.convert(word, v, "Failed to execute '"+name+"' on '"+class+"': parameter 4 is not of type 'Window'.")
			}
		}
		ev.init(e.toString(call.Argument(0)), call.Argument(1), call.Argument(2))
		maps.Copy(ev.values, values)
		return nil
	}}
}

// argumentOrNil is an argument, or nil if it is undefined.
func argumentOrNil(c goja.FunctionCall, i int) goja.Value {
	if v := c.Argument(i); !goja.IsUndefined(v) {
		return v
	}
	return nil
}

// userEvent fires an event as a person would cause it. It reports whether nobody
// canceled it.
func (m *dom) userEvent(n *node, kind string, properties *goja.Object, trusted bool) bool {
	values := map[string]goja.Value{}
	if properties != nil {
		for _, name := range properties.Keys() {
			values[name] = properties.Get(name)
		}
	}
	return m.fireAt(n, kind, values, trusted)
}

// fireAt fires an event of the class that its type has. Values that are no
// members of it become properties of the event's own.
func (m *dom) fireAt(n *node, kind string, values map[string]goja.Value, trusted bool) bool {
	o, ev := m.newUIEvent(kind, values, trusted)
	return m.env.dispatch(&n.eventTarget, o, ev)
}

func (m *dom) newUIEvent(kind string, values map[string]goja.Value, trusted bool) (*goja.Object, eventObject) {
	e := m.env
	base := e.trustedEvent(kind)
	base.trusted = trusted
	base.bubbles, base.cancelable = !slices.Contains(unbubbling, kind), !slices.Contains(uncancelable, kind)
	for _, c := range classOfEvent {
		if !slices.Contains(strings.Fields(c.kinds), kind) {
			continue
		}
		base.composed = !slices.Contains([]string{"SubmitEvent", "FormDataEvent", "HashChangeEvent", "PopStateEvent"}, c.class)
		ev := &uiEvent{base, c.class, map[string]goja.Value{}}
		if strings.HasPrefix(c.class, "Pointer") || c.class == "MouseEvent" || c.class == "KeyboardEvent" {
			ev.values["view"] = e.vm.GlobalObject()
		}
		words := eventMembers(c.class)
		o := e.eventOf(m.env.prototype(c.class), ev)
		for name, v := range values {
			i := slices.IndexFunc(words, func(word string) bool { return strings.TrimLeft(word, "!#$@") == name })
			if i >= 0 {
				ev.values[name] = e.convert(words[i], v, "the "+name+" of an event is a window")
			} else {
				o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
			}
		}
		return o, ev
	}
	o := e.eventOf(e.prototype("Event"), &base)
	for name, v := range values {
		o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	return o, &base
}

// installDispatch installs the method dispatch, of which the package's
// documentation tells.
func (m *dom) installDispatch(prototype *goja.Object) {
	e := m.env
	f := e.rt.NewFunction("dispatch", func(c goja.FunctionCall) goja.Value {
		n, ok := stateOf[target](e, c.This).(nodeObject)
		kind := e.toString(c.Argument(0))
		properties, _ := c.Argument(1).(*goja.Object)
		switch {
		case !ok:
			return e.vm.ToValue(m.windowEvent(kind, properties))
		case n.asNode().element == nil:
		case kind == "focus" && n.asNode().element.focusable():
			m.focus(n.asNode().element)
			return e.vm.ToValue(true)
		case n.asNode().element.isDisabled() && slices.Contains(strings.Fields(classOfEvent[0].kinds+" "+classOfEvent[1].kinds), kind):
			return e.vm.ToValue(true) // nothing happens
		}
		return e.vm.ToValue(m.userEvent(n.asNode(), kind, properties, true))
	})
	prototype.DefineDataProperty("dispatch", f, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// windowEvent is dispatch of the window.
func (m *dom) windowEvent(kind string, properties *goja.Object) bool {
	values := map[string]goja.Value{}
	if properties != nil {
		for _, name := range properties.Keys() {
			values[name] = properties.Get(name)
		}
	}
	o, ev := m.newUIEvent(kind, values, true)
	return m.env.dispatch(m.env.page.window.listening(), o, ev)
}
