package websocketserver

import (
	"github.com/dop251/goja"
)

// class declares one kind of object. S is the Go side of its objects.
type class[S any] struct {
	name    string
	members func() []member[S]

	b         *binding
	functions []functions  // made from the members
	prototype *goja.Object // made with the first object
	last      *goja.Object // the object that of was asked for last,
	state     S            // and its Go side
}

// member is one row of a class: a method, a callback, or a value of some kind.
type member[S any] struct {
	name string
	// signature is what follows the name in the reference: the parameters and
	// the result of a method, the type and the default of a value.
	signature string
	doc       string

	call func(S, goja.FunctionCall) goja.Value // a method
	slot func(S) *slot                         // a callback
	get  func(S) goja.Value                    // a value
	set  func(S, goja.Value)                   // nil: it cannot be assigned
	lazy func(S) goja.Value                    // a value that is made when first read; it can be assigned
	memo func(S) memo                          // where lazy values are kept
}

// memo keeps the lazy values of one object.
type memo map[string]goja.Value

// functions are what a member is for the engine.
type functions struct {
	name     string
	method   *goja.Object
	get, set goja.Value
}

// object makes an object of the class.
func (k *class[S]) object(state S) *goja.Object {
	o := k.b.vm.CreateObject(k.proto())
	k.attach(o, state)
	return o
}

// attach gives o its Go side. Nothing that enumerates properties sees it.
func (k *class[S]) attach(o *goja.Object, state S) {
	hidden := k.b.vm.NewDynamicObject(box{state})
	o.DefineDataPropertySymbol(k.b.state, hidden, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

// of returns the Go side of this, or throws.
func (k *class[S]) of(this goja.Value) S {
	o, ok := this.(*goja.Object)
	if ok && o == k.last {
		return k.state
	}
	if ok {
		if hidden, ok := o.GetSymbol(k.b.state).(*goja.Object); ok {
			if in, ok := hidden.Export().(box); ok {
				if state, ok := in.state.(S); ok {
					k.last, k.state = o, state
					return state
				}
			}
		}
	}
	panic(k.b.vm.NewTypeError("Illegal invocation"))
}

// proto makes the prototype when it is first needed.
func (k *class[S]) proto() *goja.Object {
	if k.prototype == nil {
		k.prototype = k.b.vm.NewObject()
		k.define(k.prototype)
	}
	return k.prototype
}

// define puts the members on o.
func (k *class[S]) define(o *goja.Object) {
	if k.functions == nil {
		for _, m := range k.members() {
			k.functions = append(k.functions, k.build(m))
		}
	}
	for _, f := range k.functions {
		if f.method != nil {
			o.DefineDataProperty(f.name, f.method, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		} else {
			o.DefineAccessorProperty(f.name, f.get, f.set, goja.FLAG_TRUE, goja.FLAG_TRUE)
		}
	}
	tag := k.b.vm.ToValue(k.name)
	o.DefineDataPropertySymbol(goja.SymToStringTag, tag, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

func (k *class[S]) build(m member[S]) functions {
	f := functions{name: m.name}
	if m.call != nil {
		f.method = k.b.rt.NewFunction(m.name, func(call goja.FunctionCall) goja.Value {
			return m.call(k.of(call.This), call)
		})
		return f
	}
	get, set := m.accessors()
	f.get = k.b.rt.NewFunction("get "+m.name, func(call goja.FunctionCall) goja.Value { return get(k.of(call.This)) })
	if set != nil {
		f.set = k.b.rt.NewFunction("set "+m.name, func(call goja.FunctionCall) goja.Value {
			set(k.of(call.This), call.Argument(0))
			return goja.Undefined()
		})
	}
	return f
}

// accessors are the getter and the setter of a member that is no method.
func (m member[S]) accessors() (get func(S) goja.Value, set func(S, goja.Value)) {
	switch {
	case m.slot != nil:
		return func(s S) goja.Value { return m.slot(s).get() }, func(s S, v goja.Value) { m.slot(s).set(m.name, v) }
	case m.lazy != nil:
		get = func(s S) goja.Value {
			values := m.memo(s)
			v, made := values[m.name]
			if !made {
				v = m.lazy(s)
				values[m.name] = v
			}
			return v
		}
		return get, func(s S, v goja.Value) { m.memo(s)[m.name] = v }
	}
	return m.get, m.set
}

// box carries a Go value in a JavaScript value.
type box struct{ state any }

func (box) Get(string) goja.Value       { return nil }
func (box) Set(string, goja.Value) bool { return false }
func (box) Has(string) bool             { return false }
func (box) Delete(string) bool          { return true }
func (box) Keys() []string              { return nil }
