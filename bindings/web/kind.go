package web

import (
	"math/big"
	"reflect"

	"github.com/dop251/goja"
)

// kind says what an object is by its internal slots, whatever the app did to
// its prototype.
type kind int

const (
	kindPlain kind = iota
	kindArguments
	kindArray
	kindArrayBuffer
	kindBoxed
	kindDataView
	kindDate
	kindError
	kindFunction
	kindMap
	kindPromise
	kindProxy
	kindRegExp
	kindSet
	kindTypedArray
	kindWeakMap
	kindWeakSet
)

var kindOfClass = map[string]kind{
	"Arguments": kindArguments,
	"Array":     kindArray,
	"Boolean":   kindBoxed,
	"Date":      kindDate,
	"Error":     kindError,
	"Function":  kindFunction,
	"Number":    kindBoxed,
	"RegExp":    kindRegExp,
	"String":    kindBoxed,
}

// kindOfExport goes by the type the engine exports to Go. Arrays, whose type
// is that of Set, are known by their class before.
var kindOfExport = map[reflect.Type]kind{
	reflect.TypeFor[goja.ArrayBuffer](): kindArrayBuffer,
	reflect.TypeFor[*goja.Promise]():    kindPromise,
	reflect.TypeFor[[][2]any]():         kindMap,
	reflect.TypeFor[[]any]():            kindSet,
	reflect.TypeFor[*big.Int]():         kindBoxed,
	reflect.TypeFor[[]int8]():           kindTypedArray,
	reflect.TypeFor[[]uint8]():          kindTypedArray,
	reflect.TypeFor[[]int16]():          kindTypedArray,
	reflect.TypeFor[[]uint16]():         kindTypedArray,
	reflect.TypeFor[[]int32]():          kindTypedArray,
	reflect.TypeFor[[]uint32]():         kindTypedArray,
	reflect.TypeFor[[]float32]():        kindTypedArray,
	reflect.TypeFor[[]float64]():        kindTypedArray,
	reflect.TypeFor[[]int64]():          kindTypedArray,
	reflect.TypeFor[[]uint64]():         kindTypedArray,
}

var typeProxy = reflect.TypeFor[goja.Proxy]()

// kindOf does not run any of the app's code, except a getter of
// Symbol.toStringTag.
func (e *env) kindOf(o *goja.Object) kind {
	exported := o.ExportType()
	if exported == typeProxy {
		return kindProxy
	}
	if k, ok := kindOfClass[o.ClassName()]; ok {
		return k
	}
	if k, ok := kindOfExport[exported]; ok {
		return k
	}
	if _, ok := goja.AssertFunction(o); ok {
		return kindFunction
	}
	return e.kindOfBrand(o)
}

// kindOfBrand finds the kinds that the engine shows only to their own methods.
// The tag is a cheap guess that spares ordinary objects the trial.
func (e *env) kindOfBrand(o *goja.Object) kind {
	switch e.tag(o) {
	case "DataView":
		if e.isView(call(nil, o)).ToBoolean() {
			return kindDataView
		}
	case "WeakMap":
		if e.try(func() { e.weakMapHas(call(o, o)) }) {
			return kindWeakMap
		}
	case "WeakSet":
		if e.try(func() { e.weakSetHas(call(o, o)) }) {
			return kindWeakSet
		}
	case "Symbol":
		if e.try(func() { e.valueOf["Symbol"](call(o)) }) {
			return kindBoxed
		}
	}
	return kindPlain
}

// tag returns o's Symbol.toStringTag if it is a string.
func (e *env) tag(o *goja.Object) (tag string) {
	e.try(func() {
		if s, ok := o.GetSymbol(goja.SymToStringTag).(goja.String); ok {
			tag = s.String()
		}
	})
	return tag
}

// boxedType names the primitive type in an object of kindBoxed.
func boxedType(o *goja.Object) string {
	if class := o.ClassName(); class != "Object" {
		return class
	}
	if kindOfExport[o.ExportType()] == kindBoxed {
		return "BigInt"
	}
	return "Symbol"
}

// unboxed returns the primitive in an object of kindBoxed.
func (e *env) unboxed(o *goja.Object) goja.Value { return e.valueOf[boxedType(o)](call(o)) }
