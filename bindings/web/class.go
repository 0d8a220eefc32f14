package web

import "github.com/dop251/goja"

// class declares an interface of the web platform. S is the Go side of its
// objects.
type class[S any] struct {
	name string
	// construct makes the Go side of a new object; it throws by panicking. A
	// class without it cannot be constructed by scripts.
	construct func(goja.ConstructorCall) S
	// base, if set, makes the object that a new instance is made from.
	base       func() *goja.Object
	attributes []attribute[S]
	methods    []method[S]
}

type attribute[S any] struct {
	name string
	get  func(S) any
}

type method[S any] struct {
	name string
	call func(S, goja.FunctionCall) goja.Value
}

// define installs c as a global and returns its constructor and prototype.
func define[S any](e *env, c class[S]) (constructor, prototype *goja.Object) {
	// NewFunction puts the runtime's native boundary around the construction.
	build := e.rt.NewFunction(c.name, func(this goja.FunctionCall) goja.Value {
		if c.construct == nil {
			e.throwType("Failed to construct '%s': Illegal constructor", c.name)
		}
		o := this.This.(*goja.Object)
		if !inherits(o, prototype) || o.GetSymbol(e.state) != nil {
			e.throwType("Failed to construct '%s': Please use the 'new' operator, this DOM object constructor cannot be called as a function.", c.name)
		}
		s := c.construct(goja.ConstructorCall{This: o, Arguments: this.Arguments})
		if c.base != nil {
			made := c.base()
			made.SetPrototype(o.Prototype())
			o = made
		}
		e.attach(o, s)
		return o
	}).Export().(native)
	constructor = e.vm.ToValue(func(this goja.ConstructorCall) *goja.Object {
		return build(call(this.This, this.Arguments...)).(*goja.Object)
	}).(*goja.Object)
	constructor.DefineDataProperty("name", e.vm.ToValue(c.name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)

	prototype = constructor.Get("prototype").(*goja.Object)
	prototype.DefineDataPropertySymbol(goja.SymToStringTag, e.vm.ToValue(c.name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	for _, a := range c.attributes {
		get := e.rt.NewFunction("get "+a.name, func(this goja.FunctionCall) goja.Value {
			return e.vm.ToValue(a.get(stateOf[S](e, this.This)))
		})
		prototype.DefineAccessorProperty(a.name, get, nil, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	for _, m := range c.methods {
		prototype.Set(m.name, e.rt.NewFunction(m.name, func(this goja.FunctionCall) goja.Value {
			return m.call(stateOf[S](e, this.This), this)
		}))
	}
	e.hidden(c.name, constructor)
	return constructor, prototype
}

// instance makes an object of a class from Go.
func (e *env) instance(prototype *goja.Object, state any) *goja.Object {
	o := e.vm.CreateObject(prototype)
	e.attach(o, state)
	return o
}

// attach gives o its Go side. Nothing that enumerates properties sees it.
func (e *env) attach(o *goja.Object, state any) {
	o.DefineDataPropertySymbol(e.state, e.vm.NewDynamicObject(slot{state}), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

// platform returns the Go side of an object, or nil if it is none of ours.
func (e *env) platform(o *goja.Object) any {
	if hidden, ok := o.GetSymbol(e.state).(*goja.Object); ok {
		return hidden.Export().(slot).state
	}
	return nil
}

// stateOf returns the Go side of this, or throws.
func stateOf[S any](e *env, this goja.Value) S {
	if o, ok := this.(*goja.Object); ok {
		if s, ok := e.platform(o).(S); ok {
			return s
		}
	}
	panic(e.vm.NewTypeError("Illegal invocation"))
}

// inherits reports whether prototype is on o's prototype chain.
func inherits(o, prototype *goja.Object) bool {
	for o = o.Prototype(); o != nil; o = o.Prototype() {
		if o == prototype {
			return true
		}
	}
	return false
}

// slot carries a Go value in a JavaScript value; it is the cheapest way that
// the engine has.
type slot struct{ state any }

func (slot) Get(string) goja.Value       { return nil }
func (slot) Set(string, goja.Value) bool { return false }
func (slot) Has(string) bool             { return false }
func (slot) Delete(string) bool          { return true }
func (slot) Keys() []string              { return nil }
