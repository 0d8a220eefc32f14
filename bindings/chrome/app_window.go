package chrome

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/runtime"
)

// AppWindow is chrome.app.window: the windows of an app, of which nothing is
// shown. Each has a page.
type AppWindow struct {
	ext     Extension
	pages   group[*windowsOfPage]
	windows []*window // open ones, in the order of their making
}

// NewAppWindow makes the service for an app.
func NewAppWindow(ext Extension) *AppWindow { return &AppWindow{ext: ext} }

// window is one window, whichever pages look at it.
type window struct {
	id          string
	page        WindowPage
	inner       bounds
	state       string // normal, fullscreen, maximized or minimized
	alwaysOnTop bool
	hidden      bool
	closed      bool
}

// windowsOfPage is what a page sees: an object for each window, always the same.
type windowsOfPage struct {
	service *AppWindow
	b       *api.Binder
	classes windowClasses
	objects map[*window]*windowObject
	byValue map[*goja.Object]*window
}

// Attach installs chrome.app.window in a page.
func (s *AppWindow) Attach(b *api.Binder) (detach func()) {
	p := &windowsOfPage{service: s, b: b, objects: map[*window]*windowObject{}, byValue: map[*goja.Object]*window{}}
	p.classes = newWindowClasses(p)
	b.Install(s.namespace(p))
	return s.pages.add(b, p)
}

// CloseAll closes every window, without an event.
func (s *AppWindow) CloseAll() {
	for _, w := range s.windows {
		w.closed = true
		w.page.Close()
	}
	s.windows = nil
}

// Windows is the number of open windows.
func (s *AppWindow) Windows() int { return len(s.windows) }

// windowOf returns the window that a page belongs to, or nil.
func (s *AppWindow) windowOf(b *api.Binder) *window {
	i := slices.IndexFunc(s.windows, func(w *window) bool { return w.page.Binder() == b })
	if i < 0 {
		return nil
	}
	return s.windows[i]
}

// close closes a window as its cross does: onClosed in every page but its own.
func (s *AppWindow) close(w *window) {
	if w.closed {
		return
	}
	w.closed = true
	own := w.page.Binder()
	own.Runtime().Loop().Post(func() {
		w.page.Close()
		for _, m := range s.pages.all() {
			if o := m.p.objects[w]; o != nil {
				o.emit("onClosed")
			}
		}
		s.windows = slices.DeleteFunc(s.windows, func(other *window) bool { return other == w })
	})
}

// CloseOf closes the window of a page, as window.close in it does.
func (s *AppWindow) CloseOf(b *api.Binder) {
	if w := s.windowOf(b); w != nil {
		s.close(w)
	}
}

// create carries out chrome.app.window.create.
func (s *AppWindow) create(c *api.Call) {
	from, url, options := c.Binder(), c.String(0), c.Dict()
	id := ""
	if given := options.String("id"); given != nil {
		id = *given
	}
	from.Runtime().Loop().Post(func() {
		own, _ := s.pages.of(from)
		if own == nil {
			return
		}
		if w := s.byID(id); w != nil {
			w.hidden = false
			c.Reply(own.object(w).value)
			return
		}
		page, err := s.ext.OpenPage(from, url)
		if err != nil {
			c.Fail(err.Error())
			return
		}
		w := &window{id: id, page: page, inner: boundsOf(options), state: "normal"}
		w.apply(options)
		s.windows = append(s.windows, w)
		// The creator may prepare the window before anything in it runs.
		c.Reply(own.object(w).value)
		from.Runtime().Loop().Post(func() {
			if !w.closed {
				page.Load()
			}
		})
	})
}

func (w *window) apply(options api.Dict) {
	if state := options.String("state"); state != nil {
		w.state = *state
	}
	if top := options.Bool("alwaysOnTop"); top != nil {
		w.alwaysOnTop = *top
	}
	if hidden := options.Bool("hidden"); hidden != nil {
		w.hidden = *hidden
	}
}

func (s *AppWindow) byID(id string) *window {
	for _, w := range s.windows {
		if id != "" && w.id == id && !w.closed {
			return w
		}
	}
	return nil
}

// Types of chrome.app.window.
var (
	windowState  = &api.Type{Kind: api.String, Name: "app.window.State", Enum: []string{"normal", "fullscreen", "maximized", "minimized"}}
	windowType   = &api.Type{Kind: api.String, Name: "app.window.WindowType", Enum: []string{"shell", "panel"}}
	windowBounds = &api.Type{Kind: api.Object, Name: "app.window.ContentBounds", Properties: optionals(api.IntegerType, "left", "top", "width", "height")}
	boundsSpec   = &api.Type{Kind: api.Object, Name: "app.window.BoundsSpecification", Properties: optionals(api.IntegerType,
		"left", "top", "width", "height", "minWidth", "minHeight", "maxWidth", "maxHeight")}
	frameOptions = &api.Type{Kind: api.Object, Name: "app.window.FrameOptions", Properties: optionals(api.StringType,
		"type", "color", "activeColor", "inactiveColor")}
	createOptions = &api.Type{Kind: api.Object, Name: "app.window.CreateWindowOptions", Properties: slices.Concat(
		optionals(api.StringType, "id"),
		[]api.Param{{Name: "innerBounds", Type: boundsSpec, Optional: true}, {Name: "outerBounds", Type: boundsSpec, Optional: true}},
		optionals(api.IntegerType, "defaultWidth", "defaultHeight", "defaultLeft", "defaultTop", "width", "height", "left", "top",
			"minWidth", "minHeight", "maxWidth", "maxHeight"),
		[]api.Param{
			{Name: "type", Type: windowType, Optional: true},
			{Name: "frame", Type: api.ChoiceOf(api.StringType, frameOptions), Optional: true},
			{Name: "bounds", Type: windowBounds, Optional: true},
			{Name: "state", Type: windowState, Optional: true},
		},
		optionals(api.StringType, "icon"),
		optionals(api.BooleanType, "ime", "showInShelf", "alphaEnabled", "transparentBackground", "hidden", "resizable", "singleton", "alwaysOnTop",
			"focused", "visibleOnAllWorkspaces"),
	)}
)

// optionals are optional properties of one type.
func optionals(t *api.Type, names ...string) (params []api.Param) {
	for _, name := range names {
		params = append(params, api.Param{Name: name, Type: t, Optional: true})
	}
	return params
}

func (s *AppWindow) namespace(p *windowsOfPage) *api.Namespace {
	vm := p.b.Runtime().VM()
	event := func(name string) api.Event { return api.Event{Name: name} }
	return &api.Namespace{
		Name:  "app.window",
		Types: []*api.Type{windowState, windowType, windowBounds, boundsSpec, frameOptions, createOptions},
		Methods: []api.Method{
			{
				Name:   "canSetVisibleOnAllWorkspaces",
				Return: func(*api.Call) goja.Value { return vm.ToValue(false) },
			},
			{
				Name: "create",
				Params: []api.Param{
					{Name: "url", Type: api.StringType},
					{Name: "options", Type: createOptions, Optional: true},
				},
				Results: []api.Param{{Name: "createdWindow", Type: api.ObjectType}},
				Do:      s.create,
			},
			{
				Name: "current",
				Return: func(*api.Call) goja.Value {
					w := s.windowOf(p.b)
					if w == nil {
						p.b.Runtime().Console(runtime.Error, "The JavaScript context calling chrome.app.window.current() has no associated AppWindow.")
						return goja.Null()
					}
					return p.object(w).value
				},
			},
			{
				Name:   "get",
				Params: []api.Param{{Name: "id", Type: api.StringType}},
				Return: func(c *api.Call) goja.Value {
					if w := s.byID(c.String(0)); w != nil {
						return p.object(w).value
					}
					return goja.Null()
				},
			},
			{
				Name: "getAll",
				Return: func(*api.Call) goja.Value {
					var list []any
					for _, w := range s.windows {
						list = append(list, p.object(w).value)
					}
					return vm.NewArray(list...)
				},
			},
		},
		Events: []api.Event{
			event("onBoundsChanged"), event("onClosed"), event("onFullscreened"), event("onMaximized"), event("onMinimized"),
			event("onRestored"), event("onAlphaEnabledChanged"),
		},
	}
}
