package builtins

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/eventloop"
)

// Host is the runtime whose library is completed.
type Host interface {
	VM() *goja.Runtime
	Loop() *eventloop.Loop
	// NewFunction makes a function with the native boundary around it.
	NewFunction(name string, f func(goja.FunctionCall) goja.Value) *goja.Object
	// Call runs f as a task and reports what it throws.
	Call(what string, f goja.Callable, args ...goja.Value) bool
	// Expose says that the engine's own objects are about to be reached.
	Expose()
	// Reserve throws a RangeError when so many bytes are too many.
	Reserve(bytes int, message string)
	// StackLines shows frames as V8 does, each line with a newline before it.
	StackLines(stack []goja.StackFrame) string
}

// Realm is the library of one realm.
type Realm struct {
	host  Host
	vm    *goja.Runtime
	state *goja.Symbol // the key under which an object keeps its Go side
	done  []bool       // by index in pieces
	left  int          // pieces not installed yet

	natives map[string]native
	kept    []goja.Value // what was reached through weak references in this job

	iterators iteratorPrototypes
	intl      intlDefaults
	intlBound *goja.Symbol
	match     legacyMatch
}

// native is a function as the engine sees it. It throws by panicking with a
// JavaScript value; no microtasks run when it returns.
type native = func(goja.FunctionCall) goja.Value

// New makes the library of a realm. It installs nothing.
func New(host Host) *Realm {
	return &Realm{
		host: host, vm: host.VM(), state: goja.NewSymbol("state"),
		done: make([]bool, len(pieces)), left: len(pieces), natives: map[string]native{},
	}
}

// install makes a piece be there. Pieces that are there stay as they are, also
// when the program has changed or removed them.
func (r *Realm) install(i int) {
	if r.done[i] {
		return
	}
	r.host.Expose()
	r.done[i] = true
	r.left--
	p := &pieces[i]
	if p.onIterator {
		r.install(iteratorPiece)
	}
	if p.install != nil {
		p.install(r)
	}
	if p.on == "" {
		return
	}
	o := r.lookup(p.on)
	if o == nil {
		return
	}
	for _, m := range p.members {
		r.define(o, m)
	}
}

// define gives o a member, unless it has one of the name.
func (r *Realm) define(o *goja.Object, m member) {
	if r.hasOwn(o, m.name) {
		return
	}
	switch {
	case m.get != nil:
		getter := r.function("get "+m.name, 0, m.get)
		o.DefineAccessorProperty(m.name, getter, goja.Undefined(), goja.FLAG_TRUE, goja.FLAG_FALSE)
	case m.call != nil:
		o.DefineDataProperty(m.name, r.function(m.name, m.length, m.call), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
}

// function makes a built-in function.
func (r *Realm) function(name string, length int, f func(*Realm, goja.FunctionCall) goja.Value) *goja.Object {
	function := r.host.NewFunction(name, func(c goja.FunctionCall) goja.Value { return f(r, c) })
	if length > 0 {
		function.DefineDataProperty("length", r.vm.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	return function
}

// lookup follows a path such as "Array.prototype" from the global object; it is
// nil when the program has put something else in its way.
func (r *Realm) lookup(path string) *goja.Object {
	at := r.vm.GlobalObject()
	if path == "globalThis" {
		return at
	}
	for name := range strings.SplitSeq(path, ".") {
		o, ok := at.Get(name).(*goja.Object)
		if !ok {
			return nil
		}
		at = o
	}
	return at
}

// native is a function of the engine by its path. The program may have replaced
// it before it was first asked for here, not later.
func (r *Realm) native(path string) native {
	f := r.natives[path]
	if f == nil {
		f = r.callable(r.lookup(path), path)
		r.natives[path] = f
	}
	return f
}

// call is short for the arguments of a native.
func call(this goja.Value, args ...goja.Value) goja.FunctionCall {
	return goja.FunctionCall{This: this, Arguments: args}
}

// class makes a constructor and its prototype, and defines it as a global unless
// there is one.
func (r *Realm) class(name string, length int, construct func(c goja.ConstructorCall) any) (constructor, prototype *goja.Object) {
	constructor, prototype = r.newClass(name, length, false, construct)
	r.tag(prototype, name)
	r.global(name, constructor)
	return constructor, prototype
}

// newClass makes a constructor and its prototype. One that is a function too does
// the same without new.
func (r *Realm) newClass(name string, length int, function bool, construct func(c goja.ConstructorCall) any) (constructor, prototype *goja.Object) {
	build := r.host.NewFunction(name, func(c goja.FunctionCall) goja.Value {
		o := c.This.(*goja.Object)
		if !inherits(o, prototype) {
			if !function {
				panic(r.vm.NewTypeError("Constructor %s requires 'new'", name))
			}
			o = r.vm.CreateObject(prototype)
		}
		r.attach(o, construct(goja.ConstructorCall{This: o, Arguments: c.Arguments}))
		return o
	}).Export().(native)
	constructor = r.vm.ToValue(func(c goja.ConstructorCall) *goja.Object {
		return build(call(c.This, c.Arguments...)).(*goja.Object)
	}).(*goja.Object)
	r.describe(constructor, name, length)
	prototype = constructor.Get("prototype").(*goja.Object)
	constructor.DefineDataProperty("prototype", prototype, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	return constructor, prototype
}

// describe gives a function its name and length.
func (r *Realm) describe(function *goja.Object, name string, length int) {
	function.DefineDataProperty("name", r.vm.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	function.DefineDataProperty("length", r.vm.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// tag gives a prototype its Symbol.toStringTag.
func (r *Realm) tag(o *goja.Object, name string) {
	o.DefineDataPropertySymbol(goja.SymToStringTag, r.vm.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// global defines a global, as classes are, unless there is one.
func (r *Realm) global(name string, v goja.Value) {
	if global := r.vm.GlobalObject(); !r.hasOwn(global, name) {
		global.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
}

// attach gives o its Go side.
func (r *Realm) attach(o *goja.Object, state any) {
	o.DefineDataPropertySymbol(r.state, r.vm.NewDynamicObject(slot{state}), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
}

// stateOf is the Go side of this, or throws in the words of Chrome.
func stateOf[S any](r *Realm, this goja.Value, method string) S {
	if o, ok := this.(*goja.Object); ok {
		if hidden, ok := o.GetSymbol(r.state).(*goja.Object); ok {
			if s, ok := hidden.Export().(slot).state.(S); ok {
				return s
			}
		}
	}
	panic(r.incompatible(method, this))
}

// slot carries a Go value in a JavaScript value.
type slot struct{ state any }

func (slot) Get(string) goja.Value       { return nil }
func (slot) Set(string, goja.Value) bool { return false }
func (slot) Has(string) bool             { return false }
func (slot) Delete(string) bool          { return true }
func (slot) Keys() []string              { return nil }

func inherits(o, prototype *goja.Object) bool {
	for o = o.Prototype(); o != nil; o = o.Prototype() {
		if o == prototype {
			return true
		}
	}
	return false
}
