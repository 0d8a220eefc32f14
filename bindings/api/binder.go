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
	lastError lastError

	eventPrototype *goja.Object
	integers       integers

	// Taken from the global scope before any script can change them.
	views    views
	json     json
	newError *goja.Object
}

// NewBinder makes the chrome global, with chrome.runtime in it.
func NewBinder(rt *runtime.Runtime) *Binder {
	vm := rt.VM()
	b := &Binder{rt: rt, vm: vm, chrome: vm.NewObject()}
	vm.GlobalObject().DefineDataProperty("chrome", b.chrome, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	b.views = newViews(vm)
	b.json = newJSON(vm)
	b.newError = vm.Get("Error").(*goja.Object)
	b.eventPrototype = b.nameless()
	b.lastError.install(b, b.object("runtime"))
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
	b.object(path[:dot]).Set(path[dot+1:], v)
}

// object returns the object at a path below chrome, and makes what is missing.
func (b *Binder) object(path string) *goja.Object {
	o := b.chrome
	for _, name := range strings.Split(path, ".") {
		next, ok := o.Get(name).(*goja.Object)
		if !ok {
			next = b.vm.NewObject()
			o.Set(name, next)
		}
		o = next
	}
	return o
}

// Install makes the objects of a namespace. Properties stand in Chrome's
// order: events last to first, methods by name, then enumerations. It returns
// the events by name, for emitting them.
func (b *Binder) Install(ns *Namespace) map[string]*EventSource {
	o := b.object(ns.Name)
	events := map[string]*EventSource{}
	installEvents := func() {
		for _, e := range slices.Backward(ns.Events) {
			source := &EventSource{binder: b}
			events[e.Name] = source
			o.Set(e.Name, source.object())
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
	return events
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
