package api

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// Binder installs namespaces below the chrome global of one runtime.
type Binder struct {
	rt        *runtime.Runtime
	vm        *goja.Runtime
	chrome    *goja.Object
	places    map[string]*place // by their path below chrome
	lastError lastError

	eventPrototype *goja.Object // nil before the first event
	integers       integers

	// Taken from the global scope before any script can change them.
	views    views
	json     json
	newError *runtime.Intrinsic
}

// NewBinder makes the chrome global, with chrome.runtime in it.
func NewBinder(rt *runtime.Runtime) *Binder {
	vm := rt.VM()
	b := &Binder{rt: rt, vm: vm, chrome: vm.NewObject(), places: map[string]*place{}}
	vm.GlobalObject().DefineDataProperty("chrome", b.chrome, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	b.views = newViews(rt)
	b.json = newJSON(rt)
	b.newError = rt.Intrinsic("Error")
	b.lastError.binder = b
	b.place("runtime")
	return b
}

// nameless makes the prototype of a class that Chrome gives no name: events, and
// [Namespace.Class].
func (b *Binder) nameless() *goja.Object {
	prototype := b.vm.NewObject()
	prototype.DefineDataProperty("constructor", b.rt.NewFunction("", func(goja.FunctionCall) goja.Value {
		return goja.Undefined()
	}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return prototype
}

// Runtime returns the runtime the binder belongs to.
func (b *Binder) Runtime() *runtime.Runtime { return b.rt }

// SetProperty sets a plain property, such as "runtime.id", below chrome.
func (b *Binder) SetProperty(path string, v any) {
	dot := strings.LastIndexByte(path, '.')
	b.Extend(path[:dot], func(o *goja.Object) { o.Set(path[dot+1:], v) })
}

// Extend has f, which gives the object at a path below chrome properties, called
// when somebody first asks for that object; at once if somebody has. Functions
// are called in the order in which they came.
func (b *Binder) Extend(path string, f func(o *goja.Object)) {
	if p := b.place(path); p.object != nil {
		f(p.object)
	} else {
		p.parts = append(p.parts, f)
	}
}

// place is an object below chrome, such as that of a namespace. It is made when
// it is first asked for.
type place struct {
	object *goja.Object
	parts  []func(*goja.Object) // that will give it its properties
}

// place finds a place, and makes those that are missing.
func (b *Binder) place(path string) *place {
	p := b.places[path]
	if p != nil {
		return p
	}
	p = &place{}
	b.places[path] = p
	define := func(name string) func(*goja.Object) {
		return func(o *goja.Object) { b.rt.Lazy(o, name, true, func() goja.Value { return b.object(p) }) }
	}
	if dot := strings.LastIndexByte(path, '.'); dot >= 0 {
		b.Extend(path[:dot], define(path[dot+1:]))
	} else {
		define(path)(b.chrome)
	}
	return p
}

// object is the object of a place.
func (b *Binder) object(p *place) *goja.Object {
	if p.object == nil {
		p.object = b.vm.NewObject()
		for _, f := range p.parts {
			f(p.object)
		}
		p.parts = nil
	}
	return p.object
}

// Install declares the objects of a namespace. It returns the events by name,
// for emitting them.
func (b *Binder) Install(ns *Namespace) map[string]*EventSource {
	events := map[string]*EventSource{}
	for _, e := range ns.Events {
		events[e.Name] = &EventSource{binder: b}
	}
	b.Extend(ns.Name, func(o *goja.Object) { b.fill(o, ns, events) })
	return events
}

// fill makes the properties of a namespace. They stand in Chrome's order: events
// last to first, methods by name, then enumerations.
func (b *Binder) fill(o *goja.Object, ns *Namespace, events map[string]*EventSource) {
	installEvents := func() {
		for _, e := range slices.Backward(ns.Events) {
			o.Set(e.Name, events[e.Name].object())
		}
	}
	methods := slices.Clone(ns.Methods)
	if ns.Class == "" {
		installEvents()
		slices.SortFunc(methods, func(x, y Method) int { return strings.Compare(x.Name, y.Name) })
	}
	for i := range methods {
		m := &methods[i]
		o.Set(m.Name, b.method(ns, m, o))
	}
	if ns.Class != "" {
		o.SetPrototype(b.nameless())
		installEvents()
	}
	for _, p := range ns.Properties {
		o.Set(p.Name, p.Get(b))
	}
	for _, t := range ns.Types {
		if t.Enum != nil {
			enum := b.vm.NewObject()
			for _, value := range slices.Sorted(slices.Values(t.Enum)) {
				enum.Set(enumKey(value), value)
			}
			o.Set(t.Name[strings.LastIndexByte(t.Name, '.')+1:], enum)
		}
	}
}

// method makes the function for a method of o: check, then do.
func (b *Binder) method(ns *Namespace, m *Method, o *goja.Object) *goja.Object {
	params := m.expected()
	callback := len(m.Params)
	refuse := func(reason string) {
		panic(b.vm.NewTypeError("Error in invocation of %s: %s", ns.signature(m), reason))
	}
	return b.rt.NewFunction(m.Name, func(call goja.FunctionCall) goja.Value {
		if ns.Class != "" && call.This != o {
			panic(b.vm.NewTypeError("Illegal invocation: Function must be called on an object of type %s", ns.Class))
		}
		c := &Call{binder: b, refuse: refuse}
		args := call.Arguments
		if m.Arrange != nil {
			args = m.Arrange(args)
		}
		if len(args) > len(params) || !b.match(params, args, c.args[:]) {
			refuse("No matching signature.")
		}
		for i := range m.Params {
			if v := c.args[i]; v != nil {
				if reason := b.check(m.Params[i].Type, v, c); reason != "" {
					refuse("Error at parameter '" + m.Params[i].Name + "': " + reason)
				}
			}
		}
		if m.Return != nil {
			return m.Return(c)
		}
		var promise goja.Value
		if f := c.args[callback]; f != nil {
			c.callback = f.(*goja.Object)
		} else {
			p, resolve, reject := b.vm.NewPromise()
			c.resolve, c.reject = resolve, reject
			promise = b.vm.ToValue(p)
		}
		m.Do(c)
		return promise
	})
}
