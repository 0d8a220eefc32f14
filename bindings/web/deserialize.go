package web

import (
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

// valueDeserializer is one StructuredDeserializeWithTransfer of the HTML Standard.
type valueDeserializer struct {
	*env
	in    *serialized
	made  []*goja.Object
	ports []*goja.Object // that were transferred, in their order
	again bool           // the same may be deserialized once more
}

// deserialized is a value that has come into a realm.
type deserialized struct {
	value goja.Value
	ports []*goja.Object
}

const noMemory = "Array buffer allocation failed"

// deserialize brings a value into the realm. It throws a RangeError if there is
// not enough memory. again says that the same may be deserialized once more, in
// this realm or another; it cannot have ports then.
func (e *env) deserialize(in *serialized, again bool) deserialized {
	d := &valueDeserializer{env: e, in: in, made: make([]*goja.Object, len(in.objects)), again: again}
	if again {
		e.rt.Reserve(in.size, noMemory)
	}
	for _, end := range in.ports {
		d.ports = append(d.ports, e.newPort(end))
	}
	return deserialized{d.value(in.root), d.ports}
}

func (d *valueDeserializer) value(v any) goja.Value {
	if ref, ok := v.(reference); ok {
		return d.object(ref)
	}
	return d.thaw(v)
}

func (d *valueDeserializer) object(ref reference) *goja.Object {
	if made := d.made[ref]; made != nil {
		return made
	}
	r := d.in.objects[ref]
	o := r.make(d)
	d.made[ref] = o
	r.fill(d, o)
	return o
}

// A record that is whole when it has been made has nothing to fill in.
type whole struct{}

func (whole) fill(*valueDeserializer, *goja.Object) {}

type propertyRecord struct {
	key   string
	value any
}

func (d *valueDeserializer) define(o *goja.Object, p propertyRecord, enumerable goja.Flag) {
	o.DefineDataProperty(p.key, d.value(p.value), goja.FLAG_TRUE, goja.FLAG_TRUE, enumerable)
}

type objectRecord struct{ properties []propertyRecord }

func (r *objectRecord) make(d *valueDeserializer) *goja.Object { return d.vm.NewObject() }

func (r *objectRecord) fill(d *valueDeserializer, o *goja.Object) {
	for _, p := range r.properties {
		d.define(o, p, goja.FLAG_TRUE)
	}
}

// arrayRecord is an Array: its items up to the first hole, then the other
// properties.
type arrayRecord struct {
	length     int64
	items      []any
	properties []propertyRecord
}

func (r *arrayRecord) make(d *valueDeserializer) *goja.Object {
	items := make([]any, len(r.items))
	for i := range items {
		items[i] = goja.Undefined()
	}
	array := d.vm.NewArray(items...)
	if r.length != int64(len(items)) {
		array.Set("length", r.length)
	}
	return array
}

func (r *arrayRecord) fill(d *valueDeserializer, o *goja.Object) {
	for i, v := range r.items {
		o.Set(strconv.Itoa(i), d.value(v))
	}
	for _, p := range r.properties {
		d.define(o, p, goja.FLAG_TRUE)
	}
}

type mapRecord struct{ entries [][2]any }

func (r *mapRecord) make(d *valueDeserializer) *goja.Object { return d.construct("Map") }

func (r *mapRecord) fill(d *valueDeserializer, o *goja.Object) {
	for _, entry := range r.entries {
		d.mapSet(call(o, d.value(entry[0]), d.value(entry[1])))
	}
}

type setRecord struct{ members []any }

func (r *setRecord) make(d *valueDeserializer) *goja.Object { return d.construct("Set") }

func (r *setRecord) fill(d *valueDeserializer, o *goja.Object) {
	for _, member := range r.members {
		d.setAdd(call(o, d.value(member)))
	}
}

type errorRecord struct {
	class      string
	properties []propertyRecord
}

func (r *errorRecord) make(d *valueDeserializer) *goja.Object { return d.construct(r.class) }

func (r *errorRecord) fill(d *valueDeserializer, o *goja.Object) {
	for _, p := range r.properties {
		d.define(o, p, goja.FLAG_FALSE)
	}
}

type dateRecord struct {
	whole
	time any
}

func (r dateRecord) make(d *valueDeserializer) *goja.Object {
	return d.construct("Date", d.thaw(r.time))
}

type regExpRecord struct {
	whole
	source    any
	flags     string
	rewritten bool // for the engine, which does not know all of the language's
}

func (r regExpRecord) make(d *valueDeserializer) *goja.Object {
	if r.rewritten {
		return d.rt.Library().NewRegExp(r.source.(string), r.flags)
	}
	return d.construct("RegExp", d.thaw(r.source), d.vm.ToValue(r.flags))
}

type boxedRecord struct {
	whole
	value any
}

func (r boxedRecord) make(d *valueDeserializer) *goja.Object { return d.thaw(r.value).ToObject(d.vm) }

// bufferRecord is an ArrayBuffer, whose bytes are the receiver's.
type bufferRecord struct {
	whole
	data []byte
}

func (r *bufferRecord) make(d *valueDeserializer) *goja.Object {
	data := r.data
	if d.again {
		data = slices.Clone(data)
	}
	return d.arrayBuffer(data).(*goja.Object)
}

// viewRecord is a typed array, with its length in elements, or a DataView.
type viewRecord struct {
	whole
	class          string
	buffer         reference
	offset, length int64
}

func (r viewRecord) make(d *valueDeserializer) *goja.Object {
	return d.construct(r.class, d.object(r.buffer), d.vm.ToValue(r.offset), d.vm.ToValue(r.length))
}

type domErrorRecord struct {
	whole
	domError
	stack any // undefined if nil
}

func (r domErrorRecord) make(d *valueDeserializer) *goja.Object {
	o := d.newDOMException(r.name, r.message)
	if r.stack != nil {
		o.Set("stack", d.thaw(r.stack))
	}
	return o
}

type blobRecord struct {
	whole
	*blob
}

func (r blobRecord) make(d *valueDeserializer) *goja.Object {
	return d.instance(d.prototype("Blob"), r.blob)
}

type fileRecord struct {
	whole
	*file
}

func (r fileRecord) make(d *valueDeserializer) *goja.Object {
	return d.instance(d.prototype("File"), r.file)
}

// keyRecord is a CryptoKey; the objects that its attributes give are made anew.
type keyRecord struct {
	whole
	cryptoKey
}

func (r keyRecord) make(d *valueDeserializer) *goja.Object {
	k := r.cryptoKey
	k.algorithmObject, k.usagesObject = nil, nil
	return d.instance(d.prototype("CryptoKey"), &k)
}

// portRecord is a MessagePort that was transferred.
type portRecord struct {
	whole
	index int
}

func (r *portRecord) make(d *valueDeserializer) *goja.Object { return d.ports[r.index] }
