package chrome

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
)

// bounds is the geometry of a window, which nobody sees. Limits are 0 where
// there is none.
type bounds struct{ left, top, width, height, minWidth, minHeight, maxWidth, maxHeight int }

// defaultBounds are Chrome's.
var defaultBounds = bounds{left: 140, top: 90, width: 512, height: 384}

// boundsOf reads the options of create; later forms count more.
func boundsOf(options api.Dict) bounds {
	b := defaultBounds
	for _, d := range []api.Dict{options, options.Dict("bounds"), options.Dict("outerBounds"), options.Dict("innerBounds")} {
		for _, p := range boundsMembers {
			if v := d.Int(p.name); v != nil {
				*p.of(&b) = *v
			}
		}
	}
	return b
}

// boundsMembers are the numbers of a bounds object, in Chrome's order.
var boundsMembers = []struct {
	name string
	of   func(*bounds) *int
}{
	{"left", func(b *bounds) *int { return &b.left }},
	{"top", func(b *bounds) *int { return &b.top }},
	{"width", func(b *bounds) *int { return &b.width }},
	{"height", func(b *bounds) *int { return &b.height }},
	{"minWidth", func(b *bounds) *int { return &b.minWidth }},
	{"maxWidth", func(b *bounds) *int { return &b.maxWidth }},
	{"minHeight", func(b *bounds) *int { return &b.minHeight }},
	{"maxHeight", func(b *bounds) *int { return &b.maxHeight }},
}

// boundsSetters set several numbers at once.
var boundsSetters = map[string][]string{
	"setPosition":    {"left", "top"},
	"setSize":        {"width", "height"},
	"setMinimumSize": {"minWidth", "minHeight"},
	"setMaximumSize": {"maxWidth", "maxHeight"},
}

// windowObject is a window as a page sees it.
type windowObject struct {
	value  *goja.Object
	events map[string]*api.EventSource
}

func (o *windowObject) emit(name string) { o.events[name].Emit() }

// windowEvents are the events of a window object.
var windowEvents = []string{"onAlphaEnabledChanged", "onRestored", "onMaximized", "onMinimized", "onFullscreened", "onBoundsChanged", "onClosed"}

// windowClasses are the prototypes of a page's window objects.
type windowClasses struct{ window, bounds *goja.Object }

func newWindowClasses(p *windowsOfPage) windowClasses {
	c := windowClasses{p.b.Runtime().VM().NewObject(), p.b.Runtime().VM().NewObject()}
	rt, vm := p.b.Runtime(), p.b.Runtime().VM()
	method := func(name string, f func(w *window, call goja.FunctionCall) goja.Value) {
		c.window.Set(name, rt.NewFunction(name, func(call goja.FunctionCall) goja.Value {
			if v := f(p.window(call.This), call); v != nil {
				return v
			}
			return goja.Undefined()
		}))
	}
	getter := func(name string, f func(w *window) goja.Value) {
		get := rt.NewFunction("get "+name, func(call goja.FunctionCall) goja.Value { return f(p.window(call.This)) })
		c.window.DefineAccessorProperty(name, get, nil, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	for _, name := range []string{"clearAttention", "drawAttention", "focus", "setActivateOnPointer", "setIcon", "setVisibleOnAllWorkspaces"} {
		method(name, func(*window, goja.FunctionCall) goja.Value { return nil })
	}
	for name, change := range map[string]struct{ state, event string }{
		"fullscreen": {"fullscreen", "onFullscreened"}, "maximize": {"maximized", "onMaximized"},
		"minimize": {"minimized", "onMinimized"}, "restore": {"normal", "onRestored"},
	} {
		method(name, func(w *window, _ goja.FunctionCall) goja.Value {
			p.service.change(w, change.state, change.event)
			return nil
		})
	}
	method("hide", func(w *window, _ goja.FunctionCall) goja.Value { w.hidden = true; return nil })
	method("show", func(w *window, _ goja.FunctionCall) goja.Value { w.hidden = false; return nil })
	method("setAlwaysOnTop", func(w *window, call goja.FunctionCall) goja.Value {
		w.alwaysOnTop = call.Argument(0).ToBoolean()
		return nil
	})
	method("close", func(w *window, _ goja.FunctionCall) goja.Value { p.service.close(w); return nil })
	for name, members := range map[string][]string{"moveTo": boundsSetters["setPosition"], "resizeTo": boundsSetters["setSize"]} {
		method(name, func(w *window, call goja.FunctionCall) goja.Value {
			p.service.setBounds(w, members, call.Arguments)
			return nil
		})
	}
	method("getBounds", func(w *window, _ goja.FunctionCall) goja.Value {
		return object(p.b, field(p.b, "left", w.inner.left), field(p.b, "top", w.inner.top), field(p.b, "width", w.inner.width), field(p.b, "height", w.inner.height))
	})
	method("setBounds", func(w *window, call goja.FunctionCall) goja.Value {
		o, ok := call.Argument(0).(*goja.Object)
		if !ok {
			return nil
		}
		for _, m := range boundsMembers[:4] {
			if v := o.Get(m.name); v != nil {
				*m.of(&w.inner) = int(v.ToInteger())
			}
		}
		p.service.tell(w, "onBoundsChanged")
		return nil
	})
	for name, state := range map[string]string{"isFullscreen": "fullscreen", "isMinimized": "minimized", "isMaximized": "maximized"} {
		method(name, func(w *window, _ goja.FunctionCall) goja.Value { return vm.ToValue(w.state == state) })
	}
	method("isAlwaysOnTop", func(w *window, _ goja.FunctionCall) goja.Value { return vm.ToValue(w.alwaysOnTop) })
	getter("contentWindow", func(w *window) goja.Value {
		if w.closed && w.page.Binder().Runtime().Closed() {
			return goja.Null()
		}
		return p.service.ext.GlobalOf(w.page.Binder(), p.b)
	})
	getter("id", func(w *window) goja.Value { return vm.ToValue(w.id) })
	getter("hasFrameColor", func(*window) goja.Value { return vm.ToValue(false) })
	getter("alphaEnabled", func(*window) goja.Value { return vm.ToValue(false) })
	return c
}

// window returns the window of a window object, or throws.
func (p *windowsOfPage) window(this goja.Value) *window {
	if o, ok := this.(*goja.Object); ok {
		if w := p.byValue[o]; w != nil {
			return w
		}
	}
	panic(p.b.Runtime().VM().NewTypeError("Illegal invocation"))
}

// object returns the page's object of a window.
func (p *windowsOfPage) object(w *window) *windowObject {
	if o := p.objects[w]; o != nil {
		return o
	}
	vm := p.b.Runtime().VM()
	o := &windowObject{value: vm.CreateObject(p.classes.window), events: map[string]*api.EventSource{}}
	for _, name := range windowEvents {
		source, value := p.b.NewEvent()
		o.events[name] = source
		o.value.DefineDataProperty(name, value, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	o.value.Set("innerBounds", p.boundsObject(w))
	o.value.Set("outerBounds", p.boundsObject(w))
	p.objects[w], p.byValue[o.value] = o, w
	return o
}

// boundsObject makes innerBounds or outerBounds: with no frame around, they are
// the same.
func (p *windowsOfPage) boundsObject(w *window) *goja.Object {
	rt, vm := p.b.Runtime(), p.b.Runtime().VM()
	prototype := vm.NewObject()
	o := vm.CreateObject(prototype)
	for _, m := range boundsMembers {
		limit := len(m.name) > len("height")
		get := rt.NewFunction("get "+m.name, func(goja.FunctionCall) goja.Value {
			if v := *m.of(&w.inner); v != 0 || !limit {
				return vm.ToValue(v)
			}
			return goja.Null()
		})
		set := rt.NewFunction("set "+m.name, func(call goja.FunctionCall) goja.Value {
			p.service.setBounds(w, []string{m.name}, call.Arguments)
			return goja.Undefined()
		})
		prototype.DefineAccessorProperty(m.name, get, set, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	for name, members := range boundsSetters {
		prototype.Set(name, rt.NewFunction(name, func(call goja.FunctionCall) goja.Value {
			p.service.setBounds(w, members, call.Arguments)
			return goja.Undefined()
		}))
	}
	return o
}

// setBounds sets numbers of a window's geometry.
func (s *AppWindow) setBounds(w *window, members []string, values []goja.Value) {
	for i, name := range members {
		for _, m := range boundsMembers {
			if m.name == name && i < len(values) {
				*m.of(&w.inner) = int(values[i].ToInteger())
			}
		}
	}
	s.tell(w, "onBoundsChanged")
}

// change sets the state of a window.
func (s *AppWindow) change(w *window, state, event string) {
	if w.state != state {
		w.state = state
		s.tell(w, event)
	}
}

// tell fires an event of a window in every page, as a task.
func (s *AppWindow) tell(w *window, event string) {
	w.page.Binder().Runtime().Loop().Post(func() {
		for _, m := range s.pages.all() {
			if o := m.p.objects[w]; o != nil {
				o.emit(event)
			}
		}
	})
}
