package builtins

import (
	"math"

	"github.com/dop251/goja"
)

// cursor is the standard's Iterator Record.
type cursor struct {
	r        *Realm
	iterator *goja.Object
	next     goja.Value
}

// cursorOf is GetIteratorDirect.
func (r *Realm) cursorOf(o *goja.Object) *cursor {
	return &cursor{r, o, orUndefined(o.Get("next"))}
}

// step is the next value; ok is false at the end.
func (c *cursor) step() (v goja.Value, ok bool) {
	result, isObject := c.r.callable(c.next, c.r.show(c.next))(call(c.iterator)).(*goja.Object)
	if !isObject {
		c.r.throwType("Iterator result is not an object")
	}
	if done := result.Get("done"); done != nil && done.ToBoolean() {
		return nil, false
	}
	return orUndefined(result.Get("value")), true
}

// close ends the iterator because nobody wants more of it.
func (c *cursor) close() {
	f := c.iterator.Get("return")
	if isNullish(f) {
		return
	}
	if _, ok := c.r.callable(f, c.r.show(f))(call(c.iterator)).(*goja.Object); !ok {
		c.r.throwType("Iterator result is not an object")
	}
}

// closing runs f; when it throws, the iterator ends too, and what that throws
// does not count.
func (c *cursor) closing(f func()) {
	if thrown := c.r.try(f); thrown != nil {
		c.r.try(c.close)
		panic(thrown)
	}
}

// receiver is this as an iterator, or throws.
func (r *Realm) receiver(c goja.FunctionCall, method string) *goja.Object {
	o, ok := c.This.(*goja.Object)
	if !ok {
		r.throwType("Iterator.prototype.%s called on non-object", method)
	}
	return o
}

// withCallback begins a method with a function as its argument; without one the
// iterator ends.
func (r *Realm) withCallback(c goja.FunctionCall, method string) (*cursor, native) {
	o := r.receiver(c, method)
	var f native
	(&cursor{r: r, iterator: o}).closing(func() { f = r.callback(c, 0) })
	return r.cursorOf(o), f
}

// each calls f with every value and its index until it returns false.
func (c *cursor) each(f func(v goja.Value, i int) bool) {
	for i := 0; ; i++ {
		v, ok := c.step()
		if !ok {
			return
		}
		more := false
		c.closing(func() { more = f(v, i) })
		if !more {
			c.close()
			return
		}
	}
}

func (r *Realm) iteratorForEach(c goja.FunctionCall) goja.Value {
	it, f := r.withCallback(c, "forEach")
	it.each(func(v goja.Value, i int) bool {
		f(call(goja.Undefined(), v, r.vm.ToValue(i)))
		return true
	})
	return goja.Undefined()
}

// search calls the callback until it says stop; found is the value it said that
// of, or nil.
func (r *Realm) search(c goja.FunctionCall, method string, stop bool) (found goja.Value) {
	it, f := r.withCallback(c, method)
	it.each(func(v goja.Value, i int) bool {
		if f(call(goja.Undefined(), v, r.vm.ToValue(i))).ToBoolean() == stop {
			found = v
			return false
		}
		return true
	})
	return found
}

func (r *Realm) iteratorSome(c goja.FunctionCall) goja.Value {
	return r.vm.ToValue(r.search(c, "some", true) != nil)
}

func (r *Realm) iteratorEvery(c goja.FunctionCall) goja.Value {
	return r.vm.ToValue(r.search(c, "every", false) == nil)
}

func (r *Realm) iteratorFind(c goja.FunctionCall) goja.Value {
	return orUndefined(r.search(c, "find", true))
}

func (r *Realm) iteratorReduce(c goja.FunctionCall) goja.Value {
	it, f := r.withCallback(c, "reduce")
	var sum goja.Value
	n := 0
	if len(c.Arguments) > 1 {
		sum = c.Arguments[1]
	} else {
		var ok bool
		if sum, ok = it.step(); !ok {
			r.throwType("Reduce of a done iterator with no initial value")
		}
		n = 1
	}
	it.each(func(v goja.Value, i int) bool {
		sum = f(call(goja.Undefined(), sum, v, r.vm.ToValue(i+n)))
		return true
	})
	return sum
}

func (r *Realm) iteratorToArray(c goja.FunctionCall) goja.Value {
	var list []goja.Value
	r.cursorOf(r.receiver(c, "toArray")).each(func(v goja.Value, _ int) bool {
		list = append(list, v)
		return true
	})
	return r.array(list)
}

func (r *Realm) iteratorMap(c goja.FunctionCall) goja.Value {
	it, f := r.withCallback(c, "map")
	i := -1
	return r.helper(it, func(h *helper) (goja.Value, bool) {
		v, ok := it.step()
		if !ok {
			return nil, false
		}
		i++
		it.closing(func() { v = f(call(goja.Undefined(), v, r.vm.ToValue(i))) })
		return v, true
	})
}

func (r *Realm) iteratorFilter(c goja.FunctionCall) goja.Value {
	it, f := r.withCallback(c, "filter")
	i := -1
	return r.helper(it, func(h *helper) (goja.Value, bool) {
		for {
			v, ok := it.step()
			if !ok {
				return nil, false
			}
			i++
			keep := false
			it.closing(func() { keep = f(call(goja.Undefined(), v, r.vm.ToValue(i))).ToBoolean() })
			if keep {
				return v, true
			}
		}
	})
}

// count is the argument of take and drop.
func (r *Realm) count(c goja.FunctionCall, method string) (*cursor, float64) {
	o := r.receiver(c, method)
	var n float64
	(&cursor{r: r, iterator: o}).closing(func() {
		if n = r.toNumber(c.Argument(0)); n != n {
			r.throw("RangeError", "%s must be positive", r.show(c.Argument(0)))
		}
		if n = math.Trunc(n); n < 0 {
			r.throw("RangeError", "%s must be positive", r.show(c.Argument(0)))
		}
	})
	return r.cursorOf(o), n
}

func (r *Realm) iteratorTake(c goja.FunctionCall) goja.Value {
	it, left := r.count(c, "take")
	return r.helper(it, func(h *helper) (goja.Value, bool) {
		if left == 0 {
			it.close()
			return nil, false
		}
		left--
		return it.step()
	})
}

func (r *Realm) iteratorDrop(c goja.FunctionCall) goja.Value {
	it, left := r.count(c, "drop")
	return r.helper(it, func(h *helper) (goja.Value, bool) {
		for ; left > 0; left-- {
			if _, ok := it.step(); !ok {
				return nil, false
			}
		}
		return it.step()
	})
}

func (r *Realm) iteratorFlatMap(c goja.FunctionCall) goja.Value {
	it, f := r.withCallback(c, "flatMap")
	i := -1
	return r.helper(it, func(h *helper) (goja.Value, bool) {
		for {
			if h.inner != nil {
				var v goja.Value
				more := false
				it.closing(func() { v, more = h.inner.step() })
				if more {
					return v, true
				}
				h.inner = nil
			}
			v, ok := it.step()
			if !ok {
				return nil, false
			}
			i++
			it.closing(func() {
				h.inner = r.flattenable(f(call(goja.Undefined(), v, r.vm.ToValue(i))), false, "Iterator.prototype.flatMap")
			})
		}
	})
}

// flattenable is GetIteratorFlattenable.
func (r *Realm) flattenable(v goja.Value, stringsToo bool, method string) *cursor {
	_, isObject := v.(*goja.Object)
	if !isObject && !(stringsToo && goja.IsString(v)) {
		r.throwType("%s called on non-object", method)
	}
	iterator := v
	if f := r.getMethod(v, goja.SymIterator); f != nil {
		iterator = f(call(v))
	}
	o, ok := iterator.(*goja.Object)
	if !ok {
		r.throwType("%s called on non-object", method)
	}
	return r.cursorOf(o)
}

// helper is an Iterator Helper: what map, filter and so on return.
type helper struct {
	r       *Realm
	under   *cursor // nil for Iterator.concat, until it has one
	inner   *cursor // of flatMap
	next    func(*helper) (goja.Value, bool)
	done    bool
	running bool
}

func (r *Realm) helper(under *cursor, next func(*helper) (goja.Value, bool)) goja.Value {
	o := r.vm.CreateObject(r.iterators.helper)
	r.attach(o, &helper{r: r, under: under, next: next})
	return o
}

// enter keeps a helper from being asked while it answers.
func (h *helper) enter() func() {
	if h.running {
		h.r.throwType("Generator is already running")
	}
	h.running = true
	return func() { h.running = false }
}

func (r *Realm) helperNext(c goja.FunctionCall) goja.Value {
	h := stateOf[*helper](r, c.This, "Iterator Helper.prototype.next")
	defer h.enter()()
	if h.done {
		return r.result(goja.Undefined(), true)
	}
	var v goja.Value
	ok := false
	if thrown := r.try(func() { v, ok = h.next(h) }); thrown != nil {
		h.done = true
		panic(thrown)
	}
	h.done = !ok
	return r.result(orUndefined(v), !ok)
}

func (r *Realm) helperReturn(c goja.FunctionCall) goja.Value {
	h := stateOf[*helper](r, c.This, "Iterator Helper.prototype.return")
	defer h.enter()()
	if !h.done {
		h.done = true
		if h.inner != nil {
			if h.under != nil {
				h.under.closing(h.inner.close)
			} else {
				h.inner.close()
			}
		}
		if h.under != nil {
			h.under.close()
		}
	}
	return r.result(goja.Undefined(), true)
}

func (r *Realm) result(v goja.Value, done bool) goja.Value {
	o := r.vm.NewObject()
	o.Set("value", v)
	o.Set("done", done)
	return o
}

// iteratorPrototypes are the objects behind the global Iterator.
type iteratorPrototypes struct {
	iterator *goja.Object // %Iterator.prototype%
	helper   *goja.Object // %IteratorHelperPrototype%
	wrapped  *goja.Object // %WrapForValidIteratorPrototype%
}

func (r *Realm) installIterator() {
	arrayIterator := r.native("Array.prototype.values")(call(r.array(nil))).(*goja.Object).Prototype()
	p := &r.iterators
	p.iterator = arrayIterator.Prototype()

	var constructor *goja.Object
	constructor = r.vm.ToValue(func(c goja.ConstructorCall) *goja.Object {
		if c.NewTarget == constructor || c.This.Prototype() == p.iterator || !inherits(c.This, p.iterator) {
			r.throwType("Abstract class Iterator not directly constructable")
		}
		return c.This
	}).(*goja.Object)
	r.describe(constructor, "Iterator", 0)
	constructor.DefineDataProperty("prototype", p.iterator, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	r.global("Iterator", constructor)
	r.iteratorAccessors(constructor)

	p.helper = r.vm.CreateObject(p.iterator)
	r.define(p.helper, member{name: "next", call: (*Realm).helperNext})
	r.define(p.helper, member{name: "return", call: (*Realm).helperReturn})
	r.tag(p.helper, "Iterator Helper")

	p.wrapped = r.vm.CreateObject(p.iterator)
	r.define(p.wrapped, member{name: "next", call: func(r *Realm, c goja.FunctionCall) goja.Value {
		it := stateOf[*cursor](r, c.This, "%WrapForValidIteratorPrototype%.next")
		return r.callable(it.next, r.show(it.next))(call(it.iterator))
	}})
	r.define(p.wrapped, member{name: "return", call: func(r *Realm, c goja.FunctionCall) goja.Value {
		it := stateOf[*cursor](r, c.This, "%WrapForValidIteratorPrototype%.return")
		f := it.iterator.Get("return")
		if isNullish(f) {
			return r.result(goja.Undefined(), true)
		}
		return r.callable(f, r.show(f))(call(it.iterator))
	}})
}

// iteratorAccessors are constructor and Symbol.toStringTag: accessors, so that
// old code that assigns them to an iterator of its own still can.
func (r *Realm) iteratorAccessors(constructor *goja.Object) {
	proto := r.iterators.iterator
	weird := func(name string, key, value goja.Value) (getter, setter *goja.Object) {
		getter = r.function("get "+name, 0, func(*Realm, goja.FunctionCall) goja.Value { return value })
		setter = r.function("set "+name, 1, func(r *Realm, c goja.FunctionCall) goja.Value {
			o, ok := c.This.(*goja.Object)
			if !ok {
				r.throwType("Iterator.prototype setter called on non-object")
			}
			if o == proto {
				r.throwType("Cannot assign to this property")
			}
			if r.native("Object.prototype.hasOwnProperty")(call(o, key)).ToBoolean() {
				r.native("Reflect.set")(call(nil, o, key, c.Argument(0)))
			} else {
				r.createProperty(o, key, c.Argument(0))
			}
			return goja.Undefined()
		})
		return getter, setter
	}
	g, s := weird("constructor", r.vm.ToValue("constructor"), constructor)
	proto.DefineAccessorProperty("constructor", g, s, goja.FLAG_TRUE, goja.FLAG_FALSE)
	g, s = weird("[Symbol.toStringTag]", goja.SymToStringTag, r.vm.ToValue("Iterator"))
	proto.DefineAccessorPropertySymbol(goja.SymToStringTag, g, s, goja.FLAG_TRUE, goja.FLAG_FALSE)
	if key, ok := r.lookup("Symbol").Get("dispose").(*goja.Symbol); ok && proto.GetSymbol(key) == nil {
		proto.DefineDataPropertySymbol(key, r.function("[Symbol.dispose]", 0, func(r *Realm, c goja.FunctionCall) goja.Value {
			if f := r.object(c.This).Get("return"); !isNullish(f) {
				r.callable(f, r.show(f))(call(c.This))
			}
			return goja.Undefined()
		}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
}

func (r *Realm) iteratorFrom(c goja.FunctionCall) goja.Value {
	it := r.flattenable(c.Argument(0), true, "Iterator.from")
	if inherits(it.iterator, r.iterators.iterator) {
		return it.iterator
	}
	o := r.vm.CreateObject(r.iterators.wrapped)
	r.attach(o, it)
	return o
}

func (r *Realm) iteratorConcat(c goja.FunctionCall) goja.Value {
	type open struct {
		iterable goja.Value
		method   native
	}
	var list []open
	for _, v := range c.Arguments {
		if _, ok := v.(*goja.Object); !ok {
			r.throwType("Iterator.concat called on non-object")
		}
		method := r.getMethod(v, goja.SymIterator)
		if method == nil {
			r.throwType("%s is not iterable", r.show(v))
		}
		list = append(list, open{v, method})
	}
	return r.helper(nil, func(h *helper) (goja.Value, bool) {
		for {
			if h.inner != nil {
				if v, ok := h.inner.step(); ok {
					return v, true
				}
				h.inner = nil
			}
			if len(list) == 0 {
				return nil, false
			}
			o, ok := list[0].method(call(list[0].iterable)).(*goja.Object)
			if !ok {
				r.throwType("Result of the Symbol.iterator method is not an object")
			}
			list = list[1:]
			h.inner = r.cursorOf(o)
		}
	})
}
