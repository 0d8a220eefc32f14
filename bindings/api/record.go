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

// Record makes an object with two fields, for events that come often. It is
// much cheaper to make than a plain object and behaves as one, but that it
// cannot be frozen or sealed, have accessors defined on it, or own symbols.
func (b *Binder) Record(first, second Field) *goja.Object {
	return b.vm.NewDynamicObject(&record{fields: [2]Field{first, second}})
}

// record is the backing of a Record. The common case, two fields that stay,
// needs no memory of its own for them.
type record struct {
	fields  [2]Field
	changed []Field // all fields, once one was added or deleted
	dynamic bool
}

func (r *record) all() []Field {
	if r.dynamic {
		return r.changed
	}
	return r.fields[:]
}

func (r *record) index(key string) int {
	return slices.IndexFunc(r.all(), func(f Field) bool { return f.Name == key })
}

func (r *record) Get(key string) goja.Value {
	if i := r.index(key); i >= 0 {
		return r.all()[i].Value
	}
	return nil
}

func (r *record) Has(key string) bool { return r.index(key) >= 0 }

func (r *record) Set(key string, v goja.Value) bool {
	if i := r.index(key); i >= 0 {
		r.all()[i].Value = v
		return true
	}
	r.changed, r.dynamic = append(r.all(), Field{key, v}), true
	return true
}

func (r *record) Delete(key string) bool {
	if i := r.index(key); i >= 0 {
		r.changed, r.dynamic = slices.Delete(slices.Clone(r.all()), i, i+1), true
	}
	return true
}

func (r *record) Keys() []string {
	var keys []string
	for _, f := range r.all() {
		keys = append(keys, f.Name)
	}
	return keys
}
