package runtime

import "github.com/dop251/goja"

// lazyProperty is a property whose value has not been asked for.
type lazyProperty struct {
	owner      *goja.Object
	name       string
	enumerable goja.Flag
	make       func() goja.Value
	accessor   goja.Value // gets, and sets when it is given a value
	value      goja.Value // nil until it is made
}

// Lazy defines a property of o, writable and configurable, whose value is made
// when it is first asked for: a program pays only for what it uses. Until then
// the engine has an accessor. No script sees that, because the functions that
// would show it have the value made before ([guards]); what a script puts in the
// property's place stays.
func (r *Runtime) Lazy(o *goja.Object, name string, enumerable bool, make func() goja.Value) {
	p := &lazyProperty{owner: o, name: name, enumerable: goja.FLAG_FALSE, make: make}
	if enumerable {
		p.enumerable = goja.FLAG_TRUE
	}
	p.accessor = r.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		r.natives++
		defer r.boundary(name)
		if len(c.Arguments) == 0 {
			return p.get()
		}
		if c.This == o {
			p.define(c.Arguments[0])
		} else if heir, ok := c.This.(*goja.Object); ok { // o is a prototype of
			heir.DefineDataProperty(name, c.Arguments[0], goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		}
		return goja.Undefined()
	})
	o.DefineAccessorProperty(name, p.accessor, p.accessor, goja.FLAG_TRUE, p.enumerable)
	if r.lazy == nil {
		r.lazy = map[*goja.Object][]*lazyProperty{}
	}
	r.lazy[o] = append(r.lazy[o], p)
}

// get makes the value, and an ordinary property of it.
func (p *lazyProperty) get() goja.Value {
	if p.value == nil {
		p.value = p.make()
		p.define(p.value)
	}
	return p.value
}

func (p *lazyProperty) define(v goja.Value) {
	p.owner.DefineDataProperty(p.name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, p.enumerable)
}

// settle makes the lazy properties of o that key names, or all without a key, so
// that what follows finds ordinary ones.
func (r *Runtime) settle(o, key goja.Value) {
	owner, ok := o.(*goja.Object)
	if !ok || r.lazy[owner] == nil {
		return
	}
	name, one := key.(goja.String) // anything else is converted by code of the app
	for _, p := range r.lazy[owner] {
		if (!one || p.name == name.String()) && p.value == nil && r.isLazy(p) {
			p.get()
		}
	}
}

// isLazy reports whether the property is as Lazy has left it.
func (r *Runtime) isLazy(p *lazyProperty) bool {
	d, ok := r.ownDescriptor(goja.FunctionCall{Arguments: []goja.Value{p.owner, r.vm.ToValue(p.name)}}).(*goja.Object)
	return ok && d.Get("get") == p.accessor
}

// settleOne and settleAll are the checks of guards.
func settleOne(r *Runtime, call goja.FunctionCall) { r.settle(call.Argument(0), call.Argument(1)) }
func settleAll(r *Runtime, call goja.FunctionCall) { r.settle(call.Argument(0), nil) }
