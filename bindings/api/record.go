package api

import (
	"slices"

	"github.com/dop251/goja"
)

// Field is one property of a [Record].
type Field struct {
	Name  string
	Value goja.Value
}

// Object makes a plain object with the fields in their order, which is
// alphabetical in what Chrome makes. Fields without a value are left out.
func (b *Binder) Object(fields ...Field) *goja.Object {
	o := b.vm.NewObject()
	for _, f := range fields {
		if f.Value != nil {
			o.Set(f.Name, f.Value)
		}
	}
	return o
}

// Record makes an object with the fields in their order, for events that come
// often. It is much cheaper to make than a plain object and behaves as one, but
// that it cannot be frozen or sealed, have accessors defined on it, or own
// symbols.
func (b *Binder) Record(fields ...Field) *goja.Object {
	return b.vm.NewDynamicObject(NewRecord(fields...))
}

// NewRecord makes the backing of a Record, for objects that become one.
func NewRecord(fields ...Field) goja.DynamicObject {
	r := &record{}
	r.fields = append(r.few[:0], fields...)
	return r
}

// record is the backing of a Record.
type record struct {
	fields []Field
	few    [2]Field // the memory of fields, if it holds them
}

func (r *record) index(key string) int {
	return slices.IndexFunc(r.fields, func(f Field) bool { return f.Name == key })
}

func (r *record) Get(key string) goja.Value {
	if i := r.index(key); i >= 0 {
		return r.fields[i].Value
	}
	return nil
}

func (r *record) Has(key string) bool { return r.index(key) >= 0 }

func (r *record) Set(key string, v goja.Value) bool {
	if i := r.index(key); i >= 0 {
		r.fields[i].Value = v
	} else {
		r.fields = append(r.fields, Field{key, v})
	}
	return true
}

func (r *record) Delete(key string) bool {
	if i := r.index(key); i >= 0 {
		r.fields = slices.Delete(r.fields, i, i+1)
	}
	return true
}

func (r *record) Keys() []string {
	var keys []string
	for _, f := range r.fields {
		keys = append(keys, f.Name)
	}
	return keys
}
