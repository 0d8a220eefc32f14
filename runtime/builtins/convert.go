package builtins

import (
	"fmt"
	"math"

	"github.com/dop251/goja"
)

// maxSafe is the greatest length that the standard knows.
const maxSafe = 1<<53 - 1

// throw throws an error of a class.
func (r *Realm) throw(class, format string, args ...any) {
	panic(r.newError(class, format, args...))
}

func (r *Realm) throwType(format string, args ...any) {
	panic(r.vm.NewTypeError(append([]any{format}, args...)...))
}

func (r *Realm) incompatible(method string, this goja.Value) *goja.Object {
	return r.vm.NewTypeError("Method %s called on incompatible receiver %s", method, r.show(this))
}

// show is how an error message names a value.
func (r *Realm) show(v goja.Value) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case *goja.Symbol:
		return "Symbol(" + v.String() + ")"
	case *goja.Object:
		if _, ok := goja.AssertFunction(v); ok {
			return v.String()
		}
		if v.ClassName() == "Array" {
			return "[object Array]"
		}
		return "#<" + r.constructorName(v) + ">"
	}
	if goja.IsString(v) {
		return `"` + v.String() + `"`
	}
	return v.String()
}

// typeOf is the operator of that name.
func typeOf(v goja.Value) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case *goja.Symbol:
		return "symbol"
	case *goja.Object:
		if asFunction(v) != nil {
			return "function"
		}
		return "object"
	}
	switch {
	case goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "object"
	case goja.IsString(v):
		return "string"
	case goja.IsBigInt(v):
		return "bigint"
	case goja.IsNumber(v):
		return "number"
	}
	return "boolean"
}

func (r *Realm) constructorName(o *goja.Object) (name string) {
	name = "Object"
	r.vm.Try(func() {
		if f, ok := o.Get("constructor").(*goja.Object); ok {
			if s, ok := f.Get("name").(goja.String); ok && s.String() != "" {
				name = s.String()
			}
		}
	})
	return name
}

// callable is v as a function, or throws.
func (r *Realm) callable(v goja.Value, shown string) native {
	if f := asFunction(v); f != nil {
		return f
	}
	r.throwType("%s is not a function", shown)
	return nil
}

// asFunction is v as a function, or nil.
func asFunction(v goja.Value) native {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	f, ok := goja.AssertFunction(o)
	if !ok {
		return nil
	}
	// Other than a Callable this is never an outermost call.
	if f, ok := o.Export().(native); ok {
		return f
	}
	return func(c goja.FunctionCall) goja.Value {
		v, err := f(c.This, c.Arguments...)
		if err != nil {
			panic(err)
		}
		return v
	}
}

// callback is argument i as a function, or throws.
func (r *Realm) callback(c goja.FunctionCall, i int) native {
	return r.callable(c.Argument(i), r.showTyped(c.Argument(i)))
}

// showTyped is show with the type before it, as some messages have it.
func (r *Realm) showTyped(v goja.Value) string {
	switch kind := typeOf(v); kind {
	case "number", "string", "boolean":
		return kind + " " + r.show(v)
	}
	return r.show(v)
}

// construct is the new operator.
func (r *Realm) construct(constructor goja.Value, args ...goja.Value) *goja.Object {
	list := make([]any, len(args))
	for i, v := range args {
		list[i] = v
	}
	return r.native("Reflect.construct")(call(nil, constructor, r.vm.NewArray(list...))).(*goja.Object)
}

// coercible is the standard's RequireObjectCoercible.
func (r *Realm) coercible(v goja.Value, method string) goja.Value {
	if isNullish(v) {
		r.throwType("%s called on null or undefined", method)
	}
	return v
}

func isNullish(v goja.Value) bool { return v == nil || goja.IsUndefined(v) || goja.IsNull(v) }

func isUndefined(v goja.Value) bool { return v == nil || goja.IsUndefined(v) }

// orUndefined is v, or undefined for what the engine calls missing.
func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// object is the standard's ToObject.
func (r *Realm) object(v goja.Value) *goja.Object {
	if isNullish(v) {
		r.throwType("Cannot convert undefined or null to object")
	}
	return v.ToObject(r.vm)
}

// toString is the conversion of the same name in the standard.
func (r *Realm) toString(v goja.Value) goja.String {
	if _, ok := v.(*goja.Symbol); ok {
		r.throwType("Cannot convert a Symbol value to a string")
	}
	if s, ok := v.(goja.String); ok {
		return s
	}
	return r.native("String")(call(nil, orUndefined(v))).(goja.String)
}

// toNumber is the conversion of the same name in the standard.
func (r *Realm) toNumber(v goja.Value) float64 {
	if _, ok := v.(*goja.Symbol); ok {
		r.throwType("Cannot convert a Symbol value to a number")
	}
	if goja.IsBigInt(v) {
		r.throwType("Cannot convert a BigInt value to a number")
	}
	return orUndefined(v).ToNumber().ToFloat()
}

// toInteger is the standard's ToIntegerOrInfinity.
func (r *Realm) toInteger(v goja.Value) float64 {
	f := r.toNumber(v)
	if math.IsNaN(f) {
		return 0
	}
	return math.Trunc(f) + 0
}

// toIndex is the conversion of the same name in the standard.
func (r *Realm) toIndex(v goja.Value, message string) int {
	f := r.toInteger(v)
	if f < 0 || f > maxSafe {
		r.throw("RangeError", "%s", message)
	}
	return int(f)
}

// toLength is the conversion of the same name in the standard.
func (r *Realm) toLength(v goja.Value) int {
	return int(min(max(r.toInteger(v), 0), maxSafe))
}

// propertyKey is a string or a symbol.
func (r *Realm) propertyKey(v goja.Value) goja.Value {
	if o, ok := v.(*goja.Object); ok {
		v = r.primitive(o)
	}
	if s, ok := v.(*goja.Symbol); ok {
		return s
	}
	return r.toString(v)
}

// primitive converts an object with the hint string, and keeps symbols.
func (r *Realm) primitive(o *goja.Object) goja.Value {
	if f := r.getMethod(o, goja.SymToPrimitive); f != nil {
		v := f(call(o, r.vm.ToValue("string")))
		if _, ok := v.(*goja.Object); ok {
			r.throwType("Cannot convert object to primitive value")
		}
		return v
	}
	return o.ToString()
}

// getMethod is the standard's GetMethod for a symbol: nil for undefined and null.
func (r *Realm) getMethod(v goja.Value, key *goja.Symbol) native {
	f := v.ToObject(r.vm).GetSymbol(key)
	if isNullish(f) {
		return nil
	}
	return r.callable(f, r.show(f))
}

// get reads a property by any key.
func get(o *goja.Object, key goja.Value) goja.Value {
	if s, ok := key.(*goja.Symbol); ok {
		return orUndefined(o.GetSymbol(s))
	}
	return orUndefined(o.Get(key.String()))
}

func (r *Realm) createProperty(o *goja.Object, key, v goja.Value) {
	var err error
	if s, ok := key.(*goja.Symbol); ok {
		err = o.DefineDataPropertySymbol(s, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	} else {
		err = o.DefineDataProperty(key.String(), v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	if err != nil {
		panic(err)
	}
}

func (r *Realm) hasOwn(o *goja.Object, name string) bool {
	return r.native("Object.prototype.hasOwnProperty")(call(o, r.vm.ToValue(name))).ToBoolean()
}

// array makes an array of values.
func (r *Realm) array(list []goja.Value) *goja.Object {
	items := make([]any, len(list))
	for i, v := range list {
		items[i] = v
	}
	return r.vm.NewArray(items...)
}

// iterate runs step for what an iterable gives, and closes it when step returns
// false or throws.
func (r *Realm) iterate(iterable goja.Value, step func(goja.Value) bool) {
	r.vm.ForOf(iterable, step)
}

// try runs f and returns what it throws, or nil.
func (r *Realm) try(f func()) goja.Value {
	if e := r.vm.Try(f); e != nil {
		return orUndefined(e.Value())
	}
	return nil
}

func (r *Realm) newError(class, format string, args ...any) *goja.Object {
	return r.construct(r.lookup(class), r.vm.ToValue(fmt.Sprintf(format, args...)))
}
