package builtins

import "github.com/dop251/goja"

// disposables is a DisposableStack, or an AsyncDisposableStack.
type disposables struct {
	disposed bool
	// disposers are called last first.
	disposers []func() goja.Value
}

func (r *Realm) installDisposal() {
	r.installSuppressedError()
	r.installStack("DisposableStack", "dispose", false)
	r.installStack("AsyncDisposableStack", "asyncDispose", true)
}

// installSuppressedError makes the error of an error while another was on its way.
func (r *Realm) installSuppressedError() {
	base := r.lookup("Error")
	var proto *goja.Object
	constructor := r.vm.ToValue(func(c goja.ConstructorCall) *goja.Object {
		var args []goja.Value
		if !isUndefined(c.Argument(2)) {
			args = append(args, c.Argument(2))
		}
		e := r.construct(base, args...)
		at := proto
		if inherits(c.This, proto) {
			at = c.This.Prototype()
		}
		e.SetPrototype(at)
		for i, name := range []string{"error", "suppressed"} {
			e.DefineDataProperty(name, c.Argument(i), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		}
		return e
	}).(*goja.Object)
	r.describe(constructor, "SuppressedError", 3)
	proto = constructor.Get("prototype").(*goja.Object)
	constructor.DefineDataProperty("prototype", proto, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	proto.SetPrototype(base.Get("prototype").(*goja.Object))
	constructor.SetPrototype(base)
	for name, text := range map[string]string{"name": "SuppressedError", "message": ""} {
		proto.DefineDataProperty(name, r.vm.ToValue(text), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	r.global("SuppressedError", constructor)
}

func (r *Realm) installStack(class, key string, async bool) {
	_, proto := r.class(class, 0, func(goja.ConstructorCall) any { return &disposables{} })
	symbol := r.lookup("Symbol").Get(key).(*goja.Symbol)
	state := func(c goja.FunctionCall, method string) *disposables {
		return stateOf[*disposables](r, c.This, class+".prototype."+method)
	}
	open := func(c goja.FunctionCall, method string) *disposables {
		s := state(c, method)
		if s.disposed {
			r.throw("ReferenceError", "Cannot call %s.prototype.%s on an already-disposed %s", class, method, class)
		}
		return s
	}
	dispose := "dispose"
	if async {
		dispose = "disposeAsync"
	}
	methods := []member{
		{name: "use", length: 1, call: func(r *Realm, c goja.FunctionCall) goja.Value {
			s, v := open(c, "use"), c.Argument(0)
			if f := r.disposer(v, symbol, async); f != nil {
				s.disposers = append(s.disposers, f)
			}
			return v
		}},
		{name: "adopt", length: 2, call: func(r *Realm, c goja.FunctionCall) goja.Value {
			s, v, f := open(c, "adopt"), c.Argument(0), r.callback(c, 1)
			s.disposers = append(s.disposers, func() goja.Value { return f(call(goja.Undefined(), v)) })
			return v
		}},
		{name: "defer", length: 1, call: func(r *Realm, c goja.FunctionCall) goja.Value {
			s, f := open(c, "defer"), r.callback(c, 0)
			s.disposers = append(s.disposers, func() goja.Value { return f(call(goja.Undefined())) })
			return goja.Undefined()
		}},
		{name: "move", call: func(r *Realm, c goja.FunctionCall) goja.Value {
			s := open(c, "move")
			moved := &disposables{disposers: s.disposers}
			s.disposed, s.disposers = true, nil
			o := r.vm.CreateObject(proto)
			r.attach(o, moved)
			return o
		}},
		{name: "disposed", get: func(r *Realm, c goja.FunctionCall) goja.Value {
			return r.vm.ToValue(state(c, "disposed").disposed)
		}},
		{name: dispose, call: func(r *Realm, c goja.FunctionCall) goja.Value {
			if async {
				return r.disposeAsync(func() *disposables { return state(c, dispose) })
			}
			r.dispose(state(c, dispose))
			return goja.Undefined()
		}},
	}
	for _, m := range methods {
		r.define(proto, m)
	}
	proto.DefineDataPropertySymbol(symbol, proto.Get(dispose), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// disposer is the function that disposes of v, nil if v is null or undefined.
func (r *Realm) disposer(v goja.Value, symbol *goja.Symbol, async bool) func() goja.Value {
	if isNullish(v) {
		if async {
			return func() goja.Value { return goja.Undefined() }
		}
		return nil
	}
	if _, ok := v.(*goja.Object); !ok {
		r.throwType("%s is not an object", r.show(v))
	}
	if f := r.getMethod(v, symbol); f != nil {
		return func() goja.Value { return f(call(v)) }
	}
	if async {
		if f := r.getMethod(v, r.lookup("Symbol").Get("dispose").(*goja.Symbol)); f != nil {
			return func() goja.Value { f(call(v)); return goja.Undefined() }
		}
	}
	r.throwType("Symbol(Symbol.%s) is not a function", map[bool]string{false: "dispose", true: "asyncDispose"}[async])
	return nil
}

// suppress joins an error with the one that was on its way, if there is one.
func (r *Realm) suppress(thrown, before goja.Value) goja.Value {
	if before == nil {
		return thrown
	}
	e := r.construct(r.lookup("SuppressedError"), thrown, before)
	e.DefineDataProperty("message", r.vm.ToValue("An error was suppressed during disposal"), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return e
}

func (r *Realm) dispose(s *disposables) {
	if s.disposed {
		return
	}
	s.disposed = true
	var failure goja.Value
	for n := len(s.disposers) - 1; n >= 0; n-- {
		if thrown := r.try(func() { s.disposers[n]() }); thrown != nil {
			failure = r.suppress(thrown, failure)
		}
	}
	s.disposers = nil
	if failure != nil {
		panic(failure)
	}
}

// disposeAsync waits for each disposer before it calls the next.
func (r *Realm) disposeAsync(state func() *disposables) goja.Value {
	p := r.newCapability(r.lookup("Promise"))
	var s *disposables
	if thrown := r.try(func() { s = state() }); thrown != nil {
		p.rejectIt(thrown)
		return p.promise
	}
	if s.disposed {
		p.settle(nil)
		return p.promise
	}
	s.disposed = true
	list := s.disposers
	s.disposers = nil
	var failure goja.Value
	var next func(goja.Value)
	failed := func(reason goja.Value) {
		failure = r.suppress(reason, failure)
		next(nil)
	}
	next = func(goja.Value) {
		if len(list) == 0 {
			if failure != nil {
				p.rejectIt(failure)
			} else {
				p.settle(nil)
			}
			return
		}
		last := list[len(list)-1]
		list = list[:len(list)-1]
		var v goja.Value
		if thrown := r.try(func() { v = last() }); thrown != nil {
			failed(thrown)
			return
		}
		r.await(orUndefined(v), next, failed)
	}
	next(nil)
	return p.promise
}
