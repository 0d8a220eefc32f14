package builtins

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

// atomicTypes are the views that Atomics works on.
var atomicTypes = []string{
	"Int8Array", "Uint8Array", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array", "BigInt64Array", "BigUint64Array",
}

// atomicPlace is the view and the index that an operation of Atomics is about.
// Since a realm is one thread, an ordinary access is an atomic one.
func (r *Realm) atomicPlace(c goja.FunctionCall) (view *goja.Object, index string) {
	view, ok := c.Argument(0).(*goja.Object)
	kind := ""
	if ok {
		if tag, ok := r.viewTag(view).(goja.String); ok {
			kind = tag.String()
		}
	}
	if !slices.Contains(atomicTypes, kind) {
		r.throwType("[object %s] is not an integer typed array.", shownKind(view, kind))
	}
	if b, ok := view.Get("buffer").Export().(goja.ArrayBuffer); ok && b.Detached() {
		r.throwType("Cannot perform Atomics operation on a detached ArrayBuffer")
	}
	i := r.toIndex(c.Argument(1), "Invalid atomic access index")
	if float64(i) >= view.Get("length").ToFloat() {
		r.throw("RangeError", "Invalid atomic access index")
	}
	return view, r.vm.ToValue(i).String()
}

func shownKind(view *goja.Object, kind string) string {
	switch {
	case kind != "":
		return kind
	case view == nil:
		return "Object"
	}
	return view.ClassName()
}

// viewTag is the name of the class of a typed array, or undefined.
func (r *Realm) viewTag(o *goja.Object) goja.Value {
	if r.natives["view tag"] == nil {
		proto := r.lookup("Int8Array.prototype").Prototype()
		d := r.native("Reflect.getOwnPropertyDescriptor")(call(nil, proto, goja.SymToStringTag)).(*goja.Object)
		r.natives["view tag"] = asFunction(d.Get("get"))
	}
	return r.natives["view tag"](call(o))
}

// operand converts a value to what the elements of a view are.
func (r *Realm) operand(view *goja.Object, v goja.Value) goja.Value {
	switch r.viewTag(view).String() {
	case "BigInt64Array", "BigUint64Array":
		return r.native("BigInt.asIntN")(call(nil, r.vm.ToValue(1<<20), v)) // ToBigInt
	}
	return r.vm.ToValue(r.toInteger(v))
}

// atomicOperations read an element and write what they make of it.
var atomicOperations = []struct {
	name  string
	apply func(old, operand int64) int64
}{
	{"add", func(old, x int64) int64 { return old + x }},
	{"and", func(old, x int64) int64 { return old & x }},
	{"exchange", func(_, x int64) int64 { return x }},
	{"or", func(old, x int64) int64 { return old | x }},
	{"sub", func(old, x int64) int64 { return old - x }},
	{"xor", func(old, x int64) int64 { return old ^ x }},
}

// atomicFunctions are the others.
var atomicFunctions = []member{
	{name: "compareExchange", length: 4, call: (*Realm).atomicCompareExchange},
	{name: "isLockFree", length: 1, call: (*Realm).atomicIsLockFree},
	{name: "load", length: 2, call: (*Realm).atomicLoad},
	{name: "notify", length: 3, call: (*Realm).atomicNotify},
	{name: "pause", call: (*Realm).atomicPause},
	{name: "store", length: 3, call: (*Realm).atomicStore},
	{name: "wait", length: 4, call: (*Realm).atomicWait},
}

func (r *Realm) installAtomics() {
	o := r.vm.NewObject()
	for _, operation := range atomicOperations {
		r.define(o, member{name: operation.name, length: 3, call: func(r *Realm, c goja.FunctionCall) goja.Value {
			return r.atomic(c, operation.apply)
		}})
	}
	for _, m := range atomicFunctions {
		r.define(o, m)
	}
	r.tag(o, "Atomics")
	r.global("Atomics", o)
}

func (r *Realm) atomic(c goja.FunctionCall, apply func(old, operand int64) int64) goja.Value {
	view, index := r.atomicPlace(c)
	operand := r.operand(view, c.Argument(2))
	old := view.Get(index)
	if goja.IsBigInt(old) {
		n := apply(r.bits(old), r.bits(operand))
		view.Set(index, r.native("BigInt")(call(nil, r.vm.ToValue(strconv.FormatUint(uint64(n), 10)))))
		return old
	}
	view.Set(index, apply(old.ToInteger(), int64(wrap32(operand.ToFloat()))))
	return old
}

// bits are the low 64 bits of a BigInt.
func (r *Realm) bits(v goja.Value) int64 {
	low := r.native("BigInt.asUintN")(call(nil, r.vm.ToValue(64), v))
	var b [8]byte
	view := r.construct(r.lookup("DataView"), r.vm.ToValue(r.vm.NewArrayBuffer(b[:])))
	r.native("DataView.prototype.setBigUint64")(call(view, r.vm.ToValue(0), low))
	return int64(binary.BigEndian.Uint64(b[:]))
}

func wrap32(f float64) uint32 {
	if math.IsInf(f, 0) {
		return 0
	}
	return uint32(int64(math.Mod(f, 1<<32)))
}

func (r *Realm) atomicLoad(c goja.FunctionCall) goja.Value {
	view, index := r.atomicPlace(c)
	return view.Get(index)
}

func (r *Realm) atomicStore(c goja.FunctionCall) goja.Value {
	view, index := r.atomicPlace(c)
	v := r.operand(view, c.Argument(2))
	view.Set(index, v)
	return v
}

func (r *Realm) atomicCompareExchange(c goja.FunctionCall) goja.Value {
	view, index := r.atomicPlace(c)
	expected, replacement := r.operand(view, c.Argument(2)), r.operand(view, c.Argument(3))
	old := view.Get(index)
	view.Set(index, expected) // as an element would be
	if !view.Get(index).StrictEquals(old) {
		view.Set(index, old)
		return old
	}
	view.Set(index, replacement)
	return old
}

func (r *Realm) atomicIsLockFree(c goja.FunctionCall) goja.Value {
	n := r.toInteger(c.Argument(0))
	return r.vm.ToValue(n == 1 || n == 2 || n == 4 || n == 8)
}

// atomicNotify: nobody waits, since no memory is shared.
func (r *Realm) atomicNotify(c goja.FunctionCall) goja.Value {
	r.atomicPlace(c)
	if v := c.Argument(2); !isUndefined(v) {
		r.toInteger(v)
	}
	return r.vm.ToValue(0)
}

func (r *Realm) atomicWait(c goja.FunctionCall) goja.Value {
	r.atomicPlace(c)
	r.throwType("[object Int32Array] is not a shared typed array.")
	return nil
}

func (r *Realm) atomicPause(goja.FunctionCall) goja.Value { return goja.Undefined() }
