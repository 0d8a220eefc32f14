package builtins

import "github.com/dop251/goja"

// capability is the standard's PromiseCapability.
type capability struct {
	promise, resolve, reject goja.Value
	fulfil, fail             native
}

// newCapability makes a promise of a constructor.
func (r *Realm) newCapability(constructor goja.Value) *capability {
	p := &capability{}
	o, ok := constructor.(*goja.Object)
	if !ok {
		r.throwType("PromiseCapability constructor is not an object")
	}
	executor := r.function("", 2, func(r *Realm, c goja.FunctionCall) goja.Value {
		if p.resolve != nil && !isUndefined(p.resolve) || p.reject != nil && !isUndefined(p.reject) {
			r.throwType("Promise executor has already been invoked with non-undefined arguments")
		}
		p.resolve, p.reject = c.Argument(0), c.Argument(1)
		return goja.Undefined()
	})
	if _, ok := goja.AssertConstructor(o); !ok {
		r.throwType("%s is not a constructor", r.show(constructor))
	}
	p.promise = r.construct(o, executor)
	p.fulfil, p.fail = asFunction(p.resolve), asFunction(p.reject)
	if p.fulfil == nil || p.fail == nil {
		r.throwType("Promise resolve or reject function is not callable")
	}
	return p
}

func (p *capability) settle(v goja.Value)   { p.fulfil(call(goja.Undefined(), orUndefined(v))) }
func (p *capability) rejectIt(v goja.Value) { p.fail(call(goja.Undefined(), v)) }

func (r *Realm) withResolvers(c goja.FunctionCall) goja.Value {
	p := r.newCapability(c.This)
	o := r.vm.NewObject()
	o.Set("promise", p.promise)
	o.Set("resolve", p.resolve)
	o.Set("reject", p.reject)
	return o
}

func (r *Realm) promiseTry(c goja.FunctionCall) goja.Value {
	if _, ok := c.This.(*goja.Object); !ok {
		r.throwType("Promise.try called on non-object")
	}
	p := r.newCapability(c.This)
	var v goja.Value
	thrown := r.try(func() {
		v = r.callback(c, 0)(call(goja.Undefined(), c.Arguments[min(1, len(c.Arguments)):]...))
	})
	if thrown != nil {
		p.rejectIt(thrown)
	} else {
		p.settle(v)
	}
	return p.promise
}

// await calls one of the functions when v is settled, as await does.
func (r *Realm) await(v goja.Value, then, failed func(goja.Value)) {
	constructor := r.lookup("Promise")
	promise := r.native("Promise.resolve")(call(constructor, v))
	step := func(f func(goja.Value)) goja.Value {
		return r.vm.ToValue(func(c goja.FunctionCall) goja.Value {
			f(c.Argument(0))
			return goja.Undefined()
		})
	}
	r.native("Promise.prototype.then")(call(promise, step(then), step(failed)))
}

// fromAsync is Array.fromAsync.
func (r *Realm) fromAsync(c goja.FunctionCall) goja.Value {
	p := r.newCapability(r.lookup("Promise"))
	g := &gathering{r: r, promise: p, constructor: c.This, thisArg: c.Argument(2)}
	g.guard(func() {
		if !isUndefined(c.Argument(1)) {
			g.mapper = r.callable(c.Argument(1), r.show(c.Argument(1)))
		}
		g.begin(c.Argument(0))
	})
	return p.promise
}

// gathering is an Array.fromAsync under way.
type gathering struct {
	r           *Realm
	promise     *capability
	constructor goja.Value
	mapper      native
	thisArg     goja.Value

	list     *goja.Object
	n        int
	iterator *goja.Object // nil for what is only like an array
	next     native
	sync     bool // the iterator knows nothing of promises
	items    *goja.Object
	length   int
}

// guard runs f; what it throws rejects the promise.
func (g *gathering) guard(f func()) {
	if thrown := g.r.try(f); thrown != nil {
		g.promise.rejectIt(thrown)
	}
}

func (g *gathering) begin(items goja.Value) {
	r := g.r
	if isNullish(items) {
		r.throwType("Cannot read properties of %s (reading 'Symbol(Symbol.asyncIterator)')", r.show(items))
	}
	method := native(nil)
	if key, ok := r.lookup("Symbol").Get("asyncIterator").(*goja.Symbol); ok {
		method = r.getMethod(items, key)
	}
	if method == nil {
		method = r.getMethod(items, goja.SymIterator)
		g.sync = method != nil
	}
	isConstructor := false
	if o, ok := g.constructor.(*goja.Object); ok {
		_, isConstructor = goja.AssertConstructor(o)
	}
	if method != nil {
		g.list = r.array(nil)
		if isConstructor {
			g.list = r.construct(g.constructor)
		}
		iterator, ok := method(call(items)).(*goja.Object)
		if !ok {
			r.throwType("Result of the Symbol.iterator method is not an object")
		}
		g.iterator = iterator
		g.next = r.callable(iterator.Get("next"), r.show(orUndefined(iterator.Get("next"))))
		g.step()
		return
	}
	g.items = items.ToObject(r.vm)
	g.length = r.toLength(orUndefined(g.items.Get("length")))
	if isConstructor {
		g.list = r.construct(g.constructor, r.vm.ToValue(g.length))
	} else {
		g.list = r.array(nil)
		g.list.Set("length", g.length)
	}
	g.step()
}

// step asks for the next value.
func (g *gathering) step() {
	r := g.r
	if g.iterator == nil {
		if g.n == g.length {
			g.finish()
			return
		}
		g.take(orUndefined(g.items.Get(r.vm.ToValue(g.n).String())))
		return
	}
	result := g.next(call(g.iterator))
	if g.sync {
		g.result(result)
		return
	}
	r.await(result, func(v goja.Value) { g.guard(func() { g.result(v) }) }, g.promise.rejectIt)
}

// result takes an iterator result.
func (g *gathering) result(v goja.Value) {
	o, ok := v.(*goja.Object)
	if !ok {
		g.r.throwType("Iterator result %s is not an object", g.r.show(v))
	}
	if done := o.Get("done"); done != nil && done.ToBoolean() {
		g.finish()
		return
	}
	value := orUndefined(o.Get("value"))
	if g.sync || g.mapper != nil {
		g.take(value)
		return
	}
	g.put(value)
}

// take waits for a value, maps it and puts it into the list.
func (g *gathering) take(v goja.Value) {
	r := g.r
	put := func(v goja.Value) { g.guard(func() { g.put(v) }) }
	mapped := func(v goja.Value) {
		if g.mapper == nil {
			put(v)
			return
		}
		if thrown := r.try(func() {
			r.await(g.mapper(call(g.thisArg, v, r.vm.ToValue(g.n))), put, g.abandon)
		}); thrown != nil {
			g.abandon(thrown)
		}
	}
	if g.sync || g.iterator == nil {
		r.await(v, mapped, g.abandon)
		return
	}
	mapped(v)
}

func (g *gathering) put(v goja.Value) {
	if thrown := g.r.try(func() { g.r.createProperty(g.list, g.r.vm.ToValue(g.n), v) }); thrown != nil {
		g.abandon(thrown)
		return
	}
	g.n++
	g.step()
}

func (g *gathering) finish() {
	if err := g.list.Set("length", g.n); err != nil {
		panic(err)
	}
	g.promise.settle(g.list)
}

// abandon closes the iterator and rejects.
func (g *gathering) abandon(reason goja.Value) {
	r := g.r
	fail := func(goja.Value) { g.promise.rejectIt(reason) }
	if g.iterator == nil {
		fail(nil)
		return
	}
	thrown := r.try(func() {
		f := g.iterator.Get("return")
		if isNullish(f) {
			fail(nil)
			return
		}
		result := r.callable(f, r.show(f))(call(g.iterator))
		if g.sync {
			fail(nil)
			return
		}
		r.await(result, fail, fail)
	})
	if thrown != nil {
		fail(nil)
	}
}
