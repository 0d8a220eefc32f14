package web

import (
	"slices"
	"strings"
	"time"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// installWindow gives the global object what the window of a page has.
func (m *dom) installWindow(d *Document) {
	e, global := m.env, m.env.vm.GlobalObject()
	readOnly := func(name string, v any) { e.accessor(global, "Window", name, func(goja.Value) any { return v }, nil) }
	replaceable := func(name string, v any) { global.Set(name, v) }

	e.accessor(global, "Window", "document", func(goja.Value) any { return d.document.object() }, nil)
	e.accessor(global, "Window", "location", func(goja.Value) any { return e.locationObject(d.location) }, func(_, v goja.Value) { d.navigate(d.url(e.toString(v))) })
	e.accessor(global, "Window", "event", func(goja.Value) any {
		if e.events.current == nil {
			return goja.Undefined()
		}
		return e.events.current
	}, func(_, v goja.Value) {
		global.DefineDataProperty("event", v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	})
	for _, name := range []string{"name", "status", "defaultStatus"} {
		text := ""
		e.accessor(global, "Window", name, func(goja.Value) any { return text }, func(_, v goja.Value) { text = e.toString(v) })
	}
	readOnly("top", global)
	for _, name := range []string{"parent", "frames"} {
		replaceable(name, global)
	}
	replaceable("opener", goja.Null())
	readOnly("frameElement", goja.Null())
	readOnly("closed", false)
	replaceable("length", 0)
	for name, v := range map[string]any{
		"innerWidth": d.opts.Width, "innerHeight": d.opts.Height, "outerWidth": d.opts.Width, "outerHeight": d.opts.Height,
		"screenX": 0, "screenY": 0, "screenLeft": 0, "screenTop": 0, "scrollX": 0, "scrollY": 0, "pageXOffset": 0, "pageYOffset": 0,
		"devicePixelRatio": 1, "isSecureContext": true, "origin": originOf(d.location.u),
	} {
		replaceable(name, v)
	}
	screen := e.vm.NewObject()
	for name, v := range map[string]int{"width": 1920, "height": 1080, "availWidth": 1920, "availHeight": 1080, "availLeft": 0, "availTop": 0, "colorDepth": 24, "pixelDepth": 24} {
		screen.Set(name, v)
	}
	replaceable("screen", screen)
	e.lazily(htmlStandard, m.installHistory, "History")
	e.attribute(htmlStandard, "history", false, func() goja.Value { return e.instance(e.prototype("History"), &history{}) })
	for _, kind := range slices.Concat(elementEvents, windowEvents) {
		e.handlerAttribute(global, kind)
	}
	m.installDispatch(global)
	m.installWindowMethods(d)
	m.installNamedElements(d)
}

func (m *dom) installWindowMethods(d *Document) {
	e := m.env
	for _, name := range strings.Fields("blur find focus moveBy moveTo print resizeBy resizeTo scroll scrollBy scrollTo stop captureEvents releaseEvents") {
		e.operation(name, 0, func(goja.FunctionCall) goja.Value { return nil })
	}
	// A person who sees nothing answers nothing.
	dialog := func(name string, answer goja.Value) {
		e.operation(name, 0, func(c goja.FunctionCall) goja.Value {
			text := ""
			if v := c.Argument(0); !goja.IsUndefined(v) {
				text = e.toString(v)
			}
			e.rt.Console(runtime.Info, name+": "+text)
			return answer
		})
	}
	dialog("alert", goja.Undefined())
	dialog("confirm", e.vm.ToValue(false))
	dialog("prompt", goja.Null())
	e.operation("close", 0, func(goja.FunctionCall) goja.Value {
		if d.opts.Close != nil {
			d.opts.Close()
		}
		return nil
	})
	e.operation("open", 0, func(c goja.FunctionCall) goja.Value {
		text := ""
		if v := c.Argument(0); !goja.IsUndefined(v) {
			text = e.utf8Text(v)
		}
		if text != "" {
			u, ok := parseURL(text, d.base())
			if !ok {
				panic(e.newDOMException("SyntaxError", "Failed to execute 'open' on 'Window': Unable to open a window with invalid URL '"+text+"'."))
			}
			d.navigate(u.Href(false))
		}
		return goja.Null()
	})
	e.operation("getComputedStyle", 1, func(c goja.FunctionCall) goja.Value {
		var el *element
		if o, ok := c.Argument(0).(*goja.Object); ok {
			el, _ = e.platform(o).(*element)
		}
		if el == nil {
			e.throwType("Failed to execute 'getComputedStyle' on 'Window': parameter 1 is not of type 'Element'.")
		}
		return m.style(&style{list: parseStyle(el.get("style"))})
	})
	e.operation("postMessage", 1, func(c goja.FunctionCall) goja.Value {
		d.postMessage(c)
		return nil
	})
	m.installFrames()
	e.lazily(cssomViewStandard, m.installMediaQueries, "MediaQueryList matchMedia()")
}

// frameTime is how long a frame would last.
const frameTime = 16 * time.Millisecond

// installFrames installs the functions that wait for a frame, or for nothing to
// do.
func (m *dom) installFrames() {
	e, loop := m.env, m.env.rt.Loop()
	later := func(name string, delay time.Duration, argument func() goja.Value) {
		e.operation(name, 1, func(c goja.FunctionCall) goja.Value {
			f, ok := goja.AssertFunction(c.Argument(0))
			if !ok {
				e.throwType("Failed to execute '%s' on 'Window': parameter 1 is not of type 'Function'.", name)
			}
			id := loop.SetTimeout(delay, func() { e.rt.Call("Uncaught ", f, argument()) })
			e.timers[id] = struct{}{}
			return e.vm.ToValue(int32(id))
		})
	}
	later("requestAnimationFrame", frameTime, func() goja.Value { return e.vm.ToValue(e.clock.now()) })
	later("requestIdleCallback", time.Millisecond, func() goja.Value {
		deadline := e.vm.NewObject()
		deadline.Set("didTimeout", false)
		deadline.Set("timeRemaining", e.rt.NewFunction("timeRemaining", func(goja.FunctionCall) goja.Value { return e.vm.ToValue(50) }))
		return deadline
	})
	global := e.vm.GlobalObject()
	for _, name := range []string{"cancelAnimationFrame", "cancelIdleCallback"} {
		e.operation(name, 1, global.Get("clearTimeout").Export().(native))
	}
	global.Set("webkitRequestAnimationFrame", global.Get("requestAnimationFrame"))
	global.Set("webkitCancelAnimationFrame", global.Get("cancelAnimationFrame"))
}

// mediaQueries is the Go side of a MediaQueryList, which never matches.
type mediaQueries struct {
	eventTarget
	media string
}

func (m *dom) installMediaQueries() {
	e := m.env
	define(m.env, class[*mediaQueries]{
		name: "MediaQueryList", parent: e.eventTarget, handlers: []string{"change"},
		attributes: []attribute[*mediaQueries]{
			{"media", func(q *mediaQueries) any { return q.media }, nil},
			{"matches", func(*mediaQueries) any { return false }, nil},
		},
		methods: []method[*mediaQueries]{nothing[*mediaQueries]("addListener"), nothing[*mediaQueries]("removeListener")},
	})
	e.operation("matchMedia", 1, func(c goja.FunctionCall) goja.Value {
		return e.instance(m.env.prototype("MediaQueryList"), &mediaQueries{media: e.toString(c.Argument(0))})
	})
}

// history is the Go side of a History of one entry.
type history struct{ state goja.Value }

func (m *dom) installHistory() {
	e := m.env
	set := func(name string) method[*history] {
		return method[*history]{name, 2, func(h *history, c goja.FunctionCall) goja.Value {
			h.state = c.Argument(0)
			if v := c.Argument(2); !goja.IsUndefined(v) && !goja.IsNull(v) {
				u, ok := parseURL(e.toString(v), e.page.base())
				if !ok || originOf(u) != originOf(e.page.location.u) {
					panic(e.newDOMException("SecurityError", "Failed to execute '"+name+"' on 'History': A history state object with URL '"+e.toString(v)+"' cannot be created in a document with origin '"+originOf(e.page.location.u)+"' and URL '"+e.page.location.href()+"'."))
				}
				e.page.location.u = u
			}
			return nil
		}}
	}
	define(m.env, class[*history]{
		name: "History",
		attributes: []attribute[*history]{
			{"length", func(*history) any { return 1 }, nil},
			{"state", func(h *history) any { return orNull(h.state) }, nil},
			{"scrollRestoration", func(*history) any { return "auto" }, func(*history, goja.Value) {}},
		},
		methods: []method[*history]{nothing[*history]("back"), nothing[*history]("forward"), nothing[*history]("go"), set("pushState"), set("replaceState")},
	})
}

// namedElements are the properties of the window that old pages rely on: the
// elements with an id. Whatever else the window has precedes them.
type namedElements struct {
	*document
	others *goja.Object
}

// Get implements [goja.DynamicObject].
func (n namedElements) Get(name string) goja.Value {
	if name == "" || n.others.Get(name) != nil {
		return nil
	}
	found := n.find(func(el *element) bool {
		return el.get("id") == name || el.get("name") == name && (el.is("form") || el.is("img") || el.is("embed") || el.is("object"))
	})
	if found == nil {
		return nil
	}
	return found.object()
}

// Has implements [goja.DynamicObject].
func (n namedElements) Has(name string) bool { return n.Get(name) != nil }

// Set implements [goja.DynamicObject].
func (namedElements) Set(string, goja.Value) bool { return false }

// Delete implements [goja.DynamicObject].
func (namedElements) Delete(string) bool { return true }

// Keys implements [goja.DynamicObject].
func (namedElements) Keys() []string { return nil }

// installNamedElements puts them behind the window's class.
func (m *dom) installNamedElements(d *Document) {
	prototype := m.env.vm.GlobalObject().Prototype()
	names := m.env.vm.NewDynamicObject(namedElements{d.document, prototype.Prototype()})
	names.SetPrototype(prototype.Prototype())
	prototype.SetPrototype(names)
}
