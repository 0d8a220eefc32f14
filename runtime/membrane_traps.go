package runtime

import (
	"github.com/dop251/goja"
)

// trap does on the home side what is done to a proxy. Its arguments are those
// of a trap of a JavaScript Proxy.
type trap func(s *side, call goja.FunctionCall) goja.Value

// traps are by the names of the functions of Reflect that do the same.
var traps = map[string]trap{
	"get":            func(s *side, call goja.FunctionCall) goja.Value { return s.pass("get", call, 2) },
	"has":            func(s *side, call goja.FunctionCall) goja.Value { return s.pass("has", call, 2) },
	"deleteProperty": func(s *side, call goja.FunctionCall) goja.Value { return s.pass("deleteProperty", call, 2) },
	"getPrototypeOf": func(s *side, call goja.FunctionCall) goja.Value { return s.pass("getPrototypeOf", call, 1) },
	"setPrototypeOf": func(s *side, call goja.FunctionCall) goja.Value { return s.pass("setPrototypeOf", call, 2) },
	"set":            (*side).set,
	"ownKeys":        (*side).ownKeys,
	"defineProperty": (*side).defineProperty,
	"apply":          (*side).apply,
	"construct":      (*side).construct,
	"isExtensible":   func(s *side, _ goja.FunctionCall) goja.Value { return s.rt.vm.ToValue(true) },
	"preventExtensions": func(s *side, _ goja.FunctionCall) goja.Value {
		return s.rt.vm.ToValue(false) // the engine would compare with the target
	},
	"getOwnPropertyDescriptor": (*side).getOwnPropertyDescriptor,
}

// at returns the object that the target of a trap stands for.
func (s *side) at(call goja.FunctionCall) home {
	h, ok := s.home(call.Argument(0).(*goja.Object))
	if !ok || h.object == nil || h.side.rt.closed {
		s.die()
	}
	return h
}

// pass calls the function of Reflect with the first n arguments.
func (s *side) pass(name string, call goja.FunctionCall, n int) goja.Value {
	h := s.at(call)
	args := []goja.Value{h.object}
	for i := 1; i < n; i++ {
		args = append(args, h.side.receive(call.Argument(i), s))
	}
	return s.receive(s.ask(h.side, name, args...), h.side)
}

// ask calls a function of Reflect of another side and throws here what it
// throws there.
func (s *side) ask(there *side, name string, args ...goja.Value) goja.Value {
	there.rt.depth++
	defer there.rt.ended()
	v, err := there.reflect[name](goja.Undefined(), args...)
	if err != nil {
		s.rethrow(err, there)
	}
	return v
}

func (s *side) rethrow(err error, there *side) {
	if ex, ok := err.(*goja.Exception); ok {
		panic(s.receive(ex.Value(), there))
	}
	panic(err) // an interrupt, or a stack that overflowed
}

// set sets a property of the object; if the proxy is only a prototype of the
// object that is assigned to, that gets a property of its own.
func (s *side) set(call goja.FunctionCall) goja.Value {
	h := s.at(call)
	if receiver, ok := call.Argument(3).(*goja.Object); ok {
		if own, known := s.home(receiver); !known || own.object != h.object {
			descriptor := s.descriptor(map[string]goja.Value{
				"value": call.Argument(2), "writable": s.rt.vm.ToValue(true),
				"enumerable": s.rt.vm.ToValue(true), "configurable": s.rt.vm.ToValue(true),
			})
			return s.ask(s, "defineProperty", receiver, call.Argument(1), descriptor)
		}
	}
	return s.ask(h.side, "set", h.object, h.side.receive(call.Argument(1), s), h.side.receive(call.Argument(2), s))
}

func (s *side) ownKeys(call goja.FunctionCall) goja.Value {
	h := s.at(call)
	return s.rt.vm.NewArray(s.list(s.ask(h.side, "ownKeys", h.object), h.side)...)
}

// list returns the elements of an array of another side.
func (s *side) list(array goja.Value, there *side) (elements []any) {
	o := array.(*goja.Object)
	for i := range int(o.Get("length").ToInteger()) {
		elements = append(elements, s.receive(o.Get(there.rt.vm.ToValue(i).String()), there))
	}
	return elements
}

// descriptorFields are the fields of a property descriptor.
var descriptorFields = []string{"value", "writable", "get", "set", "enumerable", "configurable"}

func (s *side) descriptor(fields map[string]goja.Value) *goja.Object {
	o := s.rt.vm.NewObject()
	for _, name := range descriptorFields {
		if v := fields[name]; v != nil {
			o.Set(name, v)
		}
	}
	return o
}

// receiveDescriptor makes a descriptor of another side's.
func (s *side) receiveDescriptor(descriptor *goja.Object, there *side) *goja.Object {
	fields := map[string]goja.Value{}
	for _, name := range descriptorFields {
		if v := descriptor.Get(name); v != nil {
			fields[name] = s.receive(v, there)
		}
	}
	return s.descriptor(fields)
}

func (s *side) getOwnPropertyDescriptor(call goja.FunctionCall) goja.Value {
	h := s.at(call)
	found, ok := s.ask(h.side, "getOwnPropertyDescriptor", h.object, h.side.receive(call.Argument(1), s)).(*goja.Object)
	if !ok {
		return goja.Undefined()
	}
	descriptor := s.receiveDescriptor(found, h.side)
	// As far as the engine knows, only what the target has is fixed.
	_, fixed := s.ask(s, "getOwnPropertyDescriptor", call.Argument(0), call.Argument(1)).(*goja.Object)
	descriptor.Set("configurable", !(fixed && isArray(h.object)))
	return descriptor
}

func (s *side) defineProperty(call goja.FunctionCall) goja.Value {
	h := s.at(call)
	descriptor := h.side.receiveDescriptor(call.Argument(2).(*goja.Object), s)
	return s.ask(h.side, "defineProperty", h.object, h.side.receive(call.Argument(1), s), descriptor)
}

func (s *side) apply(call goja.FunctionCall) goja.Value {
	h := s.at(call)
	args := h.side.rt.vm.NewArray(h.side.list(call.Argument(2), s)...)
	return s.receive(s.ask(h.side, "apply", h.object, h.side.receive(call.Argument(1), s), args), h.side)
}

func (s *side) construct(call goja.FunctionCall) goja.Value {
	h := s.at(call)
	args := h.side.rt.vm.NewArray(h.side.list(call.Argument(1), s)...)
	return s.receive(s.ask(h.side, "construct", h.object, args, h.side.receive(call.Argument(2), s)), h.side)
}
