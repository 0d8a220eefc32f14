package web

import (
	"math"
	"slices"

	"github.com/dop251/goja"
)

// dictionary reads an argument that is a dictionary in Web IDL. Without an
// object it has no members.
type dictionary struct {
	env *env
	o   *goja.Object
}

// dictionary makes one of an argument: an object, undefined or null.
func (e *env) dictionary(v goja.Value, failed, name string) dictionary {
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return dictionary{env: e}
	}
	o, ok := v.(*goja.Object)
	if !ok {
		e.throwType("%s: The provided value is not of type '%s'.", failed, name)
	}
	return dictionary{e, o}
}

// member returns a member, or nil if it is missing or undefined.
func (d dictionary) member(name string) goja.Value {
	if d.o == nil {
		return nil
	}
	if v := d.o.Get(name); v != nil && !goja.IsUndefined(v) {
		return v
	}
	return nil
}

// value is a member of any type.
func (d dictionary) value(name string, missing goja.Value) goja.Value {
	if v := d.member(name); v != nil {
		return v
	}
	return missing
}

func (d dictionary) boolean(name string) bool { return truthy(d.member(name)) }

func (d dictionary) text(name string) string {
	if v := d.member(name); v != nil {
		return d.env.toString(v)
	}
	return ""
}

// number is 0 if it is missing.
func (d dictionary) number(name string) float64 {
	if v := d.member(name); v != nil {
		return v.ToNumber().ToFloat()
	}
	return 0
}

func (d dictionary) int32(name string) int32 {
	if v := d.member(name); v != nil {
		return toInt32(v)
	}
	return 0
}

// enum is a member that has one of the values of an enumeration; it throws for
// others. name is that of the dictionary.
func (d dictionary) enum(member, failed, name, enumeration string, values ...string) (value string, ok bool) {
	v := d.member(member)
	if v == nil {
		return "", false
	}
	if value = d.env.toString(v); !slices.Contains(values, value) {
		d.env.throwType("%s: Failed to read the '%s' property from '%s': The provided value '%s' is not a valid enum value of type %s.",
			failed, member, name, value, enumeration)
	}
	return value, true
}

// clamp converts to a whole number from low to high, as Web IDL's [Clamp] does.
func clamp(v goja.Value, low, high float64) float64 {
	f := v.ToNumber().ToFloat()
	if math.IsNaN(f) {
		return 0
	}
	return math.RoundToEven(min(max(f, low), high))
}

// sequence lists what an iterable object holds; it throws for anything else.
func (e *env) sequence(v goja.Value, failed string) (list []goja.Value) {
	e.each(v, failed, func(v goja.Value) { list = append(list, v) })
	return list
}

// each is sequence for elements that are converted one by one, as Web IDL does:
// what a conversion runs may change what comes after it.
func (e *env) each(v goja.Value, failed string, convert func(goja.Value)) {
	o, ok := v.(*goja.Object)
	if !ok {
		e.throwType("%s: The provided value cannot be converted to a sequence.", failed)
	}
	iterate, ok := goja.AssertFunction(o.GetSymbol(goja.SymIterator))
	if !ok {
		e.throwType("%s: The object must have a callable @@iterator property.", failed)
	}
	// What the engine iterates over asks the object only once.
	iterable := e.vm.NewObject()
	iterable.SetSymbol(goja.SymIterator, func(goja.FunctionCall) goja.Value {
		iterator, err := iterate(o)
		if err != nil {
			panic(err)
		}
		return iterator
	})
	e.vm.ForOf(iterable, func(v goja.Value) bool {
		convert(v)
		return true
	})
}

func (e *env) iterable(o *goja.Object) bool {
	_, ok := goja.AssertFunction(o.GetSymbol(goja.SymIterator))
	return ok
}

// record reads a record of Web IDL: the own properties of an object that
// enumerate, in their order, as name and value convert them. Of equal names the
// first has the place and the last the value.
func (e *env) record(o *goja.Object, name, value func(goja.Value) string) (pairs []pair) {
	keys := e.ownKeys(call(nil, o)).(*goja.Object)
	place := map[string]int{}
	for _, i := range keys.Keys() {
		key := keys.Get(i)
		property, ok := e.ownDescriptor(call(nil, o, key)).(*goja.Object)
		if !ok || !truthy(property.Get("enumerable")) {
			continue
		}
		named := name(key)
		p := pair{named, value(e.reflectGet(call(nil, o, key)))}
		if at, twice := place[named]; twice {
			pairs[at] = p
			continue
		}
		place[named] = len(pairs)
		pairs = append(pairs, p)
	}
	return pairs
}
