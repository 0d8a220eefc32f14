package runtime

import (
	"reflect"
	goruntime "runtime"
	"sync"
	"weak"

	"github.com/dop251/goja"
)

// Membrane lets realms of one loop hold objects of each other: an object of one
// is, for the others, a proxy that does what is done to it there. Primitives
// pass as they are. An ArrayBuffer becomes one of the other realm over the same
// bytes, a typed array or DataView a view on that. The same object always has
// the same proxy, and a proxy that comes home is the object again.
//
// What a proxy cannot do: it cannot be frozen, sealed or made inextensible, and
// its properties look configurable even if the object's are not. An object that
// inherits from a proxy gets own properties where a setter of the prototype
// would run, and instanceof throws for a class that extends a proxy. Detaching a buffer in one realm does not detach it in the other.
// In Chrome, where pages of one origin share a heap, none of this shows.
//
// A call into another realm is part of the task that makes it; microtasks of
// that realm run when the call returns to the other.
//
// It belongs to the loop goroutine.
type Membrane struct {
	sides map[*Runtime]*side

	mu sync.Mutex // protects the tables of the sides, which the collector tidies
}

// side is what a membrane knows in one realm.
type side struct {
	m        *Membrane
	rt       *Runtime
	reflect  map[string]goja.Callable
	keyOf    goja.Callable // Symbol.keyFor
	symbolOf goja.Callable // Symbol.for
	newProxy goja.Value
	handler  *goja.Object
	targets  map[kindOfTarget]goja.Callable // makers

	// homes are the objects that proxies, and the targets inside of them, stand
	// for; copies are the proxies of objects.
	homes  map[weak.Pointer[goja.Object]]home
	copies map[weak.Pointer[goja.Object]]weak.Pointer[goja.Object]
}

// home is an object and its realm.
type home struct {
	side   *side
	object *goja.Object
}

// kindOfTarget is what the engine has to take a proxy for.
type kindOfTarget int

const (
	plainTarget kindOfTarget = iota
	arrayTarget
	functionTarget
	constructorTarget
)

// NewMembrane returns a membrane that no realm belongs to yet.
func NewMembrane() *Membrane { return &Membrane{sides: map[*Runtime]*side{}} }

// deadPage is the message of whatever is done to an object of a closed realm.
const deadPage = "the page has been closed"

// Wrap returns v, a value of the realm from, as a value of the realm to.
func (m *Membrane) Wrap(v goja.Value, from, to *Runtime) goja.Value {
	return m.side(to).receive(v, m.side(from))
}

// Forget drops everything that is known of a realm that has been closed. What
// other realms still hold of it is dead.
func (m *Membrane) Forget(rt *Runtime) {
	s := m.sides[rt]
	if s == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.sides, rt)
	s.homes, s.copies = nil, nil
	for _, other := range m.sides {
		for key, h := range other.homes {
			if h.side == s {
				other.homes[key] = home{side: s}
			}
		}
	}
}

func (m *Membrane) side(rt *Runtime) *side {
	s := m.sides[rt]
	if s == nil {
		s = newSide(m, rt)
		m.sides[rt] = s
	}
	return s
}

// targetMakers make the objects inside of proxies. They have no own property
// that is not configurable, but for the length of an array.
var targetMakers = map[kindOfTarget]string{
	plainTarget:       `(() => ({}))`,
	arrayTarget:       `(() => [])`,
	functionTarget:    `(() => () => {})`,
	constructorTarget: `(() => (function () {}).bind())`,
}

func newSide(m *Membrane, rt *Runtime) *side {
	rt.Expose()
	s := &side{
		m: m, rt: rt, newProxy: rt.vm.Get("Proxy"), handler: rt.vm.NewObject(),
		reflect: map[string]goja.Callable{}, targets: map[kindOfTarget]goja.Callable{},
		homes: map[weak.Pointer[goja.Object]]home{}, copies: map[weak.Pointer[goja.Object]]weak.Pointer[goja.Object]{},
	}
	methods := rt.vm.Get("Reflect").(*goja.Object)
	for name, trap := range traps {
		s.reflect[name], _ = goja.AssertFunction(methods.Get(name))
		s.handler.Set(name, rt.NewFunction(name, func(call goja.FunctionCall) goja.Value { return trap(s, call) }))
	}
	symbol := rt.vm.Get("Symbol").(*goja.Object)
	s.keyOf, _ = goja.AssertFunction(symbol.Get("keyFor"))
	s.symbolOf, _ = goja.AssertFunction(symbol.Get("for"))
	for kind, source := range targetMakers {
		f, err := rt.vm.RunProgram(goja.MustCompile(batchName, source, true))
		if err != nil {
			panic(err)
		}
		s.targets[kind], _ = goja.AssertFunction(f)
	}
	return s
}

// receive returns a value of another side as one of this.
func (s *side) receive(v goja.Value, from *side) goja.Value {
	o, object := v.(*goja.Object)
	if !object || s == from {
		switch v := v.(type) {
		case nil:
			return goja.Undefined()
		case *goja.Symbol:
			return s.symbol(v, from)
		}
		return v
	}
	h := home{from, o}
	if known, ok := from.home(o); ok {
		h = known // it is a proxy there
	}
	if h.side == s && h.object != nil {
		return h.object
	}
	if h.object == nil {
		s.die()
	}
	if copied := s.copyOf(h.object); copied != nil {
		return copied
	}
	return s.copy(h)
}

// symbol returns the symbol of the same key for a registered one; every realm
// of the engine has a registry of its own.
func (s *side) symbol(v *goja.Symbol, from *side) goja.Value {
	if key, err := from.keyOf(goja.Undefined(), v); err == nil && !goja.IsUndefined(key) {
		if own, err := s.symbolOf(goja.Undefined(), key); err == nil {
			return own
		}
	}
	return v
}

// home returns what an object of this side stands for.
func (s *side) home(o *goja.Object) (home, bool) {
	s.m.mu.Lock()
	defer s.m.mu.Unlock()
	h, ok := s.homes[weak.Make(o)]
	return h, ok
}

func (s *side) copyOf(o *goja.Object) *goja.Object {
	s.m.mu.Lock()
	defer s.m.mu.Unlock()
	return s.copies[weak.Make(o)].Value()
}

// remember keeps that copied stands for h on this side, for as long as it is
// used.
func (s *side) remember(copied *goja.Object, h home) {
	s.m.mu.Lock()
	defer s.m.mu.Unlock()
	key, original := weak.Make(copied), weak.Make(h.object)
	if s.homes == nil {
		return
	}
	s.homes[key] = h
	if s.copies[original].Value() == nil {
		s.copies[original] = key
	}
	goruntime.AddCleanup(copied, func(s *side) {
		s.m.mu.Lock()
		defer s.m.mu.Unlock()
		delete(s.homes, key)
		if s.copies[original] == key {
			delete(s.copies, original)
		}
	}, s)
}

// copy makes what stands for an object of another side.
func (s *side) copy(h home) *goja.Object {
	if copied := s.copyBytes(h); copied != nil {
		s.remember(copied, h)
		return copied
	}
	kind := plainTarget
	if _, callable := goja.AssertFunction(h.object); callable {
		kind = functionTarget
		if _, constructs := goja.AssertConstructor(h.object); constructs {
			kind = constructorTarget
		}
	} else if isArray(h.object) {
		kind = arrayTarget
	}
	target, err := s.targets[kind](goja.Undefined())
	if err != nil {
		panic(err)
	}
	proxy, err := s.rt.vm.New(s.newProxy, target, s.handler)
	if err != nil {
		panic(err)
	}
	s.remember(proxy, h) // first, so that it is the copy
	s.remember(target.(*goja.Object), h)
	return proxy
}

func isArray(o *goja.Object) bool {
	if proxy, ok := o.Export().(goja.Proxy); ok {
		o = proxy.Target()
		return o != nil && isArray(o)
	}
	return o.ClassName() == "Array"
}

// viewTypes are the Go types of the engine's typed arrays.
var viewTypes = map[reflect.Type]bool{
	reflect.TypeFor[[]int8](): true, reflect.TypeFor[[]uint8](): true, reflect.TypeFor[[]int16](): true, reflect.TypeFor[[]uint16](): true,
	reflect.TypeFor[[]int32](): true, reflect.TypeFor[[]uint32](): true, reflect.TypeFor[[]int64](): true, reflect.TypeFor[[]uint64](): true,
	reflect.TypeFor[[]float32](): true, reflect.TypeFor[[]float64](): true,
}

// copyBytes makes a buffer, or a view on one, over the bytes of another side's;
// it returns nil for every other object.
func (s *side) copyBytes(h home) *goja.Object {
	t := h.object.ExportType()
	if t == arrayBufferType {
		buffer := h.object.Export().(goja.ArrayBuffer)
		if buffer.Detached() {
			return nil
		}
		return s.rt.vm.ToValue(s.rt.vm.NewArrayBuffer(buffer.Bytes())).(*goja.Object)
	}
	var copied *goja.Object
	h.side.rt.vm.Try(func() {
		tag, _ := h.object.GetSymbol(goja.SymToStringTag).(goja.String)
		if !viewTypes[t] && (tag == nil || tag.String() != "DataView") {
			return
		}
		buffer, ok := h.object.Get("buffer").(*goja.Object)
		if !ok || buffer.ExportType() != arrayBufferType {
			return
		}
		size := "length"
		if tag.String() == "DataView" {
			size = "byteLength"
		}
		copied, _ = s.rt.vm.New(s.rt.vm.Get(tag.String()), s.receive(buffer, h.side), h.object.Get("byteOffset"), h.object.Get(size))
	})
	return copied
}

// die throws because the realm of an object is gone.
func (s *side) die() { panic(s.rt.vm.NewTypeError(deadPage)) }
