package builtins

import (
	goruntime "runtime"
	"weak"

	"github.com/dop251/goja"
)

// keep holds what a weak reference gave out until the job is over, as the
// standard says, so that asking twice in a job has one answer.
func (r *Realm) keep(v goja.Value) {
	if len(r.kept) == 0 {
		r.host.Loop().Defer(func() { r.kept = nil })
	}
	r.kept = append(r.kept, v)
}

// weakly is a reference to an object that does not keep it, or to a symbol, which
// the engine never collects.
type weakly struct {
	object weak.Pointer[goja.Object]
	symbol *goja.Symbol
}

// weaken is a weak reference to v; ok is false if v is a primitive.
func weaken(v goja.Value) (w weakly, ok bool) {
	switch v := v.(type) {
	case *goja.Object:
		return weakly{object: weak.Make(v)}, true
	case *goja.Symbol:
		return weakly{symbol: v}, true
	}
	return w, false
}

func (w weakly) deref() goja.Value {
	if w.symbol != nil {
		return w.symbol
	}
	if o := w.object.Value(); o != nil {
		return o
	}
	return goja.Undefined()
}

func (r *Realm) installWeakRef() {
	_, proto := r.class("WeakRef", 1, func(c goja.ConstructorCall) any {
		w, ok := weaken(c.Argument(0))
		if !ok {
			r.throwType("WeakRef: invalid target")
		}
		r.keep(c.Argument(0))
		return w
	})
	r.define(proto, member{name: "deref", call: func(r *Realm, c goja.FunctionCall) goja.Value {
		v := stateOf[weakly](r, c.This, "WeakRef.prototype.deref").deref()
		r.keep(v)
		return v
	}})
}

// registry is a FinalizationRegistry.
type registry struct {
	r       *Realm
	cleanup goja.Callable
	cells   map[*cell]struct{} // whose target lives
}

type cell struct {
	held  goja.Value
	token weakly
	stop  goruntime.Cleanup
}

func (r *Realm) installFinalizationRegistry() {
	_, proto := r.class("FinalizationRegistry", 1, func(c goja.ConstructorCall) any {
		f, ok := goja.AssertFunction(c.Argument(0))
		if !ok {
			r.throwType("FinalizationRegistry: cleanup must be callable")
		}
		return &registry{r, f, map[*cell]struct{}{}}
	})
	r.define(proto, member{name: "register", length: 2, call: func(r *Realm, c goja.FunctionCall) goja.Value {
		stateOf[*registry](r, c.This, "FinalizationRegistry.prototype.register").register(c)
		return goja.Undefined()
	}})
	r.define(proto, member{name: "unregister", length: 1, call: func(r *Realm, c goja.FunctionCall) goja.Value {
		return r.vm.ToValue(stateOf[*registry](r, c.This, "FinalizationRegistry.prototype.unregister").unregister(c.Argument(0)))
	}})
}

func (g *registry) register(c goja.FunctionCall) {
	target, held, token := c.Argument(0), c.Argument(1), c.Argument(2)
	if _, ok := weaken(target); !ok {
		g.r.throwType("FinalizationRegistry.prototype.register: invalid target")
	}
	if target.SameAs(held) {
		g.r.throwType("FinalizationRegistry.prototype.register: target and holdings must not be same")
	}
	entry := &cell{held: held}
	if !isUndefined(token) {
		var ok bool
		if entry.token, ok = weaken(token); !ok {
			g.r.throwType("Invalid unregisterToken ('%s')", g.r.show(token))
		}
	}
	object, ok := target.(*goja.Object)
	if !ok {
		return // a symbol is never collected
	}
	g.cells[entry] = struct{}{}
	loop := g.r.host.Loop()
	// The collector calls on a goroutine of its own.
	entry.stop = goruntime.AddCleanup(object, func(entry *cell) {
		loop.Post(func() { g.collected(entry) })
	}, entry)
}

// collected is the task that runs when a target is gone.
func (g *registry) collected(entry *cell) {
	if _, ok := g.cells[entry]; ok {
		delete(g.cells, entry)
		g.r.host.Call("Uncaught ", g.cleanup, entry.held)
	}
}

func (g *registry) unregister(token goja.Value) (found bool) {
	w, ok := weaken(token)
	if !ok {
		g.r.throwType("Invalid unregisterToken ('%s')", g.r.show(token))
	}
	for entry := range g.cells {
		if entry.token == w {
			entry.stop.Stop()
			delete(g.cells, entry)
			found = true
		}
	}
	return found
}
