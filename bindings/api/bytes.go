package api

import (
	"reflect"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

var (
	arrayBufferType = reflect.TypeFor[goja.ArrayBuffer]()
	bytesType       = reflect.TypeFor[[]byte]() // of Uint8Array and Uint8ClampedArray
)

// native is a function of the engine. Calling it, unlike a [goja.Callable], is
// no outermost call, so no microtasks run.
type native = func(goja.FunctionCall) goja.Value

// views are the engine's functions that look at views of ArrayBuffers.
type views struct {
	isView           native
	typedArrayBuffer native // getters of the property buffer
	dataViewBuffer   native
}

func newViews(rt *runtime.Runtime) views {
	descriptor := rt.Intrinsic("Object", "getOwnPropertyDescriptor")
	buffer := func(class *runtime.Intrinsic, above bool) native {
		return rt.IntrinsicAt(func() *goja.Object {
			prototype := class.Object()
			if above {
				prototype = prototype.Prototype()
			}
			return descriptor.Call(goja.FunctionCall{Arguments: []goja.Value{prototype, rt.VM().ToValue("buffer")}}).(*goja.Object).Get("get").(*goja.Object)
		}).Call
	}
	return views{
		rt.Intrinsic("ArrayBuffer", "isView").Call,
		buffer(rt.Intrinsic("Uint8Array", "prototype"), true),
		buffer(rt.Intrinsic("DataView", "prototype"), false),
	}
}

// isBinary tells an ArrayBuffer or a view on one. It runs no code of the app.
func (b *Binder) isBinary(o *goja.Object) bool {
	return o.ExportType() == arrayBufferType || b.views.isView(argument(o)).ToBoolean()
}

// bytes returns the bytes of what isBinary tells, not copied. It runs no code
// of the app. A detached buffer has none.
func (b *Binder) bytes(o *goja.Object) []byte {
	t := o.ExportType()
	if t == arrayBufferType {
		return o.Export().(goja.ArrayBuffer).Bytes()
	}
	getBuffer := b.views.dataViewBuffer
	if t.Kind() == reflect.Slice {
		getBuffer = b.views.typedArrayBuffer
	}
	// The engine would slice a detached buffer out of range.
	if getBuffer(goja.FunctionCall{This: o}).Export().(goja.ArrayBuffer).Detached() {
		return nil
	}
	if t == bytesType {
		return o.Export().([]byte)
	}
	var p []byte
	if err := b.vm.ExportTo(o, &p); err != nil {
		panic(err)
	}
	return p
}

func argument(v goja.Value) goja.FunctionCall {
	return goja.FunctionCall{Arguments: []goja.Value{v}}
}

// Bytes makes an ArrayBuffer of p, which must not be used afterwards.
func (b *Binder) Bytes(p []byte) goja.Value { return b.vm.ToValue(b.vm.NewArrayBuffer(p)) }

// Data returns the bytes of an ArrayBuffer or of a view on one, not copied, and
// false for every other value. It runs no code of the app.
func (b *Binder) Data(v goja.Value) ([]byte, bool) {
	o, ok := v.(*goja.Object)
	if !ok || !b.isBinary(o) {
		return nil, false
	}
	return b.bytes(o), true
}
