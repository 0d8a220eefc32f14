package web

import (
	"slices"

	"github.com/dop251/goja"
)

// class declares an interface of the web platform. S is the Go side of its
// objects; for a class that others inherit from it is a Go interface.
type class[S any] struct {
	name   string
	parent *goja.Object // the constructor of the class it inherits from
	// construct makes the Go side of a new object; it throws by panicking. A
	// class without it cannot be constructed by scripts.
	construct func(goja.ConstructorCall) S
	required  int // arguments of construct
	// base, if set, makes the object that a new instance is made from.
	base       func() *goja.Object
	attributes []attribute[S]
	handlers   []string // types of events that have a handler attribute
	constants  []constant
	methods    []method[S]
	statics    []static
	// promises are the attributes and methods that give a promise: what they
	// throw rejects it.
	promises []string
}

// attribute is read-only unless it has set.
type attribute[S any] struct {
	name string
	get  func(S) any
	set  func(S, goja.Value)
}

type method[S any] struct {
	name     string
	required int // arguments
	call     func(S, goja.FunctionCall) goja.Value
}

// static is a function of the constructor.
type static struct {
	name     string
	required int
	call     native
}

type constant struct {
	name  string
	value int
}

// define installs c as a global and returns its constructor and prototype.
func define[S any](e *env, c class[S]) (constructor, prototype *goja.Object) {
	failed := "Failed to construct '" + c.name + "'"
	// NewFunction puts the runtime's native boundary around the construction.
	build := e.rt.NewFunction(c.name, func(this goja.FunctionCall) goja.Value {
		defer e.explain(failed)
		o := this.This.(*goja.Object)
		e.requireArguments(this, c.required, failed)
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
		called := e.calledAsFunction(this)
		switch {
		case c.construct == nil && called:
			e.throwType("Illegal constructor")
		case c.construct == nil:
			e.throwType("%s: Illegal constructor", failed)
		case called || !inherits(this.This, prototype) || this.This.GetSymbol(e.state) != nil:
			e.throwType("%s: Please use the 'new' operator, this DOM object constructor cannot be called as a function.", failed)
		}
		return build(call(this.This, this.Arguments...)).(*goja.Object)
	}).(*goja.Object)
	constructor.DefineDataProperty("name", e.vm.ToValue(c.name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	e.setLength(constructor, c.required)

	prototype = constructor.Get("prototype").(*goja.Object)
	constructor.DefineDataProperty("prototype", prototype, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	if c.parent != nil {
		constructor.SetPrototype(c.parent)
		prototype.SetPrototype(c.parent.Get("prototype").(*goja.Object))
	}
	prototype.DefineDataPropertySymbol(goja.SymToStringTag, e.vm.ToValue(c.name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	for _, a := range c.attributes {
		get := func(this goja.Value) any { return a.get(stateOf[S](e, this)) }
		if slices.Contains(c.promises, a.name) {
			get = func(this goja.Value) any {
				return e.promising("Failed to read the '"+a.name+"' property from '"+c.name+"'", isOf[S](e, this), func() goja.Value {
					return e.vm.ToValue(a.get(stateOf[S](e, this)))
				})
			}
		}
		e.accessor(prototype, c.name, a.name, get, a.setter(e))
	}
	for _, eventType := range c.handlers {
		e.handlerAttribute(prototype, eventType)
	}
	for _, k := range c.constants {
		for _, o := range []*goja.Object{constructor, prototype} {
			o.DefineDataProperty(k.name, e.vm.ToValue(k.value), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE)
		}
	}
	for _, m := range c.methods {
		if !slices.Contains(c.promises, m.name) {
			e.method(prototype, c.name, m.name, m.required, func(this goja.FunctionCall) goja.Value {
				return m.call(stateOf[S](e, this.This), this)
			})
			continue
		}
		failed := "Failed to execute '" + m.name + "' on '" + c.name + "'"
		function := e.rt.NewFunction(m.name, func(this goja.FunctionCall) goja.Value {
			return e.promising(failed, isOf[S](e, this.This), func() goja.Value {
				e.requireArguments(this, m.required, failed)
				return m.call(stateOf[S](e, this.This), this)
			})
		})
		e.setLength(function, m.required)
		prototype.Set(m.name, function)
	}
	for _, s := range c.statics {
		e.method(constructor, c.name, s.name, s.required, s.call)
	}
	e.classes[c.name] = classObject{constructor, prototype}
	e.define(c.name, constructor, goja.FLAG_FALSE)
	return constructor, prototype
}

// calledAsFunction tells whether a constructor runs without the operator new. The
// engine does not say so; but functions it calls have a frame on its stack, and
// for new there is none. Go and the heirs of a class say what they make.
func (e *env) calledAsFunction(c goja.ConstructorCall) bool {
	if c.NewTarget != nil {
		return false
	}
	var buffer [1]goja.StackFrame
	frames := e.vm.CaptureCallStack(1, buffer[:0])
	return len(frames) > 0 && frames[0].SrcName() == nativeSource
}

// nativeSource is the source of the engine's frames of functions in Go.
const nativeSource = "<native>"

func (a attribute[S]) setter(e *env) func(this, v goja.Value) {
	if a.set == nil {
		return nil
	}
	return func(this, v goja.Value) { a.set(stateOf[S](e, this), v) }
}

// accessor defines an attribute.
func (e *env) accessor(o *goja.Object, class, name string, get func(this goja.Value) any, set func(this, v goja.Value)) {
	var setter goja.Value
	if set != nil {
		failed := "Failed to set the '" + name + "' property on '" + class + "'"
		function := e.rt.NewFunction("set "+name, func(c goja.FunctionCall) goja.Value {
			defer e.explain(failed)
			set(c.This, c.Argument(0))
			return nil
		})
		e.setLength(function, 1)
		setter = function
	}
	getter := e.rt.NewFunction("get "+name, func(c goja.FunctionCall) goja.Value { return e.vm.ToValue(get(c.This)) })
	o.DefineAccessorProperty(name, getter, setter, goja.FLAG_TRUE, goja.FLAG_TRUE)
}

// method defines an operation.
func (e *env) method(o *goja.Object, class, name string, required int, f native) {
	o.Set(name, e.checked(class, name, required, f))
}

// checked is a function that checks the number of its arguments.
func (e *env) checked(class, name string, required int, f native) *goja.Object {
	failed := "Failed to execute '" + name + "' on '" + class + "'"
	function := e.rt.NewFunction(name, func(c goja.FunctionCall) goja.Value {
		defer e.explain(failed)
		e.requireArguments(c, required, failed)
		return f(c)
	})
	if required > 0 {
		e.setLength(function, required)
	}
	return function
}

// setLength gives a function its length, which is 0 without it.
func (e *env) setLength(function *goja.Object, n int) {
	function.DefineDataProperty("length", e.vm.ToValue(n), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// instance makes an object of a class from Go.
func (e *env) instance(prototype *goja.Object, state any) *goja.Object {
	o := e.vm.CreateObject(prototype)
	e.attach(o, state)
	return o
}

// attach gives o its Go side. Nothing that enumerates properties sees it.
func (e *env) attach(o *goja.Object, state any) {
	if t, ok := state.(target); ok {
		t.listening().self = o
	}
	o.DefineDataPropertySymbol(e.state, e.vm.NewDynamicObject(slot{state}), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

// platform returns the Go side of an object, or nil if it is none of ours.
func (e *env) platform(o *goja.Object) any {
	if hidden, ok := o.GetSymbol(e.state).(*goja.Object); ok {
		return hidden.Export().(slot).state
	}
	return nil
}

// stateOf returns the Go side of this, or throws. Without a this it is the
// global object's, as Web IDL says.
func stateOf[S any](e *env, this goja.Value) S {
	s, ok := stateIn[S](e, this)
	if !ok {
		e.throwType("Illegal invocation")
	}
	return s
}

func isOf[S any](e *env, this goja.Value) bool {
	_, ok := stateIn[S](e, this)
	return ok
}

func stateIn[S any](e *env, this goja.Value) (s S, ok bool) {
	if this == nil || goja.IsUndefined(this) || goja.IsNull(this) {
		this = e.vm.GlobalObject()
	}
	if o, isObject := this.(*goja.Object); isObject {
		s, ok = e.platform(o).(S)
	}
	return s, ok
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
