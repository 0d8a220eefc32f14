package runtime

import (
	"reflect"

	"github.com/dop251/goja"
	"github.com/dop251/goja_nodejs/buffer"
	"github.com/dop251/goja_nodejs/url"
	"github.com/dop251/goja_nodejs/util"
)

// coreModules are the modules that are part of the host.
var coreModules = map[string]func(*goja.Runtime, *goja.Object){
	"buffer": buffer.Require,
	"url":    url.Require,
	"util":   util.Require,
}

// bufferGuards stand before the functions of Buffer that allocate.
var bufferGuards = map[string]func(*Runtime, goja.FunctionCall){
	"alloc":  func(r *Runtime, call goja.FunctionCall) { r.reserve(number(call.Argument(0)), noBuffer) },
	"concat": func(r *Runtime, call goja.FunctionCall) { r.reserve(number(call.Argument(1)), noBuffer) },
	"from":   func(r *Runtime, call goja.FunctionCall) { r.reserve(length(call.Argument(0)), noBuffer) },
}

var bytesType = reflect.TypeFor[[]byte]() // what the engine exports a Uint8Array as

// protect puts the native boundary around the functions of a core module, and
// the methods of its classes.
func (r *Runtime) protect(exports *goja.Object) {
	r.protectMethods(exports)
	for _, name := range exports.Keys() {
		class, ok := exports.Get(name).(*goja.Object)
		if !ok {
			continue
		}
		r.protectMethods(class)
		if prototype, ok := class.Get("prototype").(*goja.Object); ok {
			r.protectMethods(prototype)
		}
		if name == "Buffer" {
			r.guardBuffer(class)
		}
	}
}

func (r *Runtime) guardBuffer(class *goja.Object) {
	for name, check := range bufferGuards {
		r.installGuard(class, name, check)
	}
	// On what is no Buffer it would call itself without end, for the words of
	// its error message; on a detached one it would read what is gone.
	r.installGuard(class.Get("prototype").(*goja.Object), "toString", func(r *Runtime, call goja.FunctionCall) {
		o, ok := call.This.(*goja.Object)
		if !ok || o.ExportType() != bytesType {
			panic(r.newError("TypeError", "argument must be a buffer"))
		}
		if b, ok := o.Get("buffer").Export().(goja.ArrayBuffer); !ok || b.Detached() {
			panic(r.newError("TypeError", "the buffer is detached"))
		}
	})
}

func (r *Runtime) protectMethods(o *goja.Object) {
	for _, name := range o.Keys() {
		var f *goja.Object
		// An accessor of a prototype throws, since that is no instance.
		if r.vm.Try(func() { f, _ = o.Get(name).(*goja.Object) }) != nil || f == nil {
			continue
		}
		if _, class := goja.AssertConstructor(f); class {
			continue
		}
		if native, ok := f.Export().(func(goja.FunctionCall) goja.Value); ok {
			o.Set(name, r.NewFunction(name, native))
		}
	}
}
