package web

import "github.com/dop251/goja"

// Bytes returns the bytes of an ArrayBuffer or of any view on one, without
// copying them: they are valid until the next JavaScript runs. The bytes of a
// detached buffer are none. It reports false for every other value.
func Bytes(vm *goja.Runtime, v goja.Value) ([]byte, bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, false
	}
	switch kindOfExport[o.ExportType()] {
	case kindArrayBuffer:
		return o.Export().(goja.ArrayBuffer).Bytes(), true
	case kindTypedArray:
	default:
		if !isDataView(vm, o) {
			return nil, false
		}
	}
	buffer, ok := o.Get("buffer").(*goja.Object)
	if !ok { // a Go slice, which only looks like a typed array
		return nil, false
	}
	// The engine would slice a detached buffer out of range.
	if a, ok := buffer.Export().(goja.ArrayBuffer); ok && a.Detached() {
		return nil, true
	}
	if b, ok := o.Export().([]byte); ok {
		return b, true
	}
	var b []byte
	if err := vm.ExportTo(o, &b); err != nil {
		return nil, false
	}
	return b, true
}

// isDataView asks the engine, which shows a DataView only to JavaScript.
func isDataView(vm *goja.Runtime, o *goja.Object) bool {
	tag, ok := o.GetSymbol(goja.SymToStringTag).(goja.String)
	if !ok || tag.String() != "DataView" {
		return false
	}
	isView := vm.Get("ArrayBuffer").ToObject(vm).Get("isView").Export().(native)
	return isView(call(nil, o)).ToBoolean()
}
