package web

import (
	"math/big"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// serialized is a value on its way from one realm to another, as the records of
// the HTML Standard's StructuredSerializeWithTransfer are. It holds nothing of an
// engine, so any goroutine may have it.
type serialized struct {
	root    any
	objects []record // what references mean
	ports   []*portEnd
	size    int // bytes it takes, about
}

// A primitive is nil for null, undefined, bool, int64, float64, string, *big.Int
// or, for a string that is not Unicode, []uint16. An object is a reference to its
// record.
type (
	undefined struct{}
	reference int
)

// record is an object. Its content comes after it has been made, so that a cycle
// finds it.
type record interface {
	make(*valueDeserializer) *goja.Object
	fill(*valueDeserializer, *goja.Object)
}

// Sizes that records count with, in bytes.
const (
	valueSize  = 16
	objectSize = 64
)

// freeze takes a primitive value out of its engine.
func freeze(v goja.Value) any {
	switch {
	case v == nil || goja.IsUndefined(v):
		return undefined{}
	case goja.IsNull(v):
		return nil
	}
	s, ok := v.(goja.String)
	if !ok {
		return v.Export()
	}
	text := s.String()
	if len(text) == s.Length() {
		return text // ASCII
	}
	units := make([]uint16, s.Length())
	for i := range units {
		units[i] = s.CharAt(i)
	}
	for _, r := range text {
		if r == utf8.RuneError { // it may stand for a lone surrogate
			return units
		}
	}
	return text
}

// thaw makes a value of a primitive.
func (e *env) thaw(v any) goja.Value {
	switch v := v.(type) {
	case undefined:
		return goja.Undefined()
	case []uint16:
		return goja.StringFromUTF16(v)
	case *big.Int:
		return e.vm.ToValue(new(big.Int).Set(v))
	}
	return e.vm.ToValue(v)
}

// primitiveSize is how many bytes a primitive takes.
func primitiveSize(v any) int {
	switch v := v.(type) {
	case string:
		return valueSize + len(v)
	case []uint16:
		return valueSize + 2*len(v)
	case *big.Int:
		return valueSize + len(v.Bits())*8
	}
	return valueSize
}
