package web

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// intrinsics are the engine's own functions, taken before the app can replace
// or decorate them.
type intrinsics struct {
	freeze         native // Object.freeze
	ownDescriptor  native // Object.getOwnPropertyDescriptor
	ownKeys        native // Reflect.ownKeys
	reflectGet     native
	defineProperty native // Object.defineProperty
	functionSource native // Function.prototype.toString
	isView         native // ArrayBuffer.isView
	viewName       native // get %TypedArray%.prototype[Symbol.toStringTag]
	viewLength     native // get %TypedArray%.prototype.length
	mapForEach     native
	mapSet         native
	setForEach     native
	setAdd         native
	weakMapHas     native
	weakSetHas     native
	dateTime       native // Date.prototype.getTime
	dateISO        native // Date.prototype.toISOString
	regExpSource   native // RegExp.prototype.toString
	promiseThen    native
	parseInt       native
	parseFloat     native
	parseJSON      native
	stringifyJSON  native

	valueOf           map[string]native // of the classes of boxed primitives
	constructors      map[string]*runtime.Intrinsic
	iteratorPrototype *runtime.Intrinsic
}

// constructible are the classes that values are made of in Go.
var constructible = []string{
	"Array", "Date", "Map", "Object", "RegExp", "Set", "DataView",
	"Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
	"Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
	"Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError",
}

func (e *env) loadIntrinsics() {
	e.constructors = make(map[string]*runtime.Intrinsic, len(constructible))
	for _, name := range constructible {
		e.constructors[name] = e.rt.IntrinsicAt(func() *goja.Object { return unguarded(e.lookup(name)) })
	}
	e.freeze = e.function("Object", "freeze")
	e.ownDescriptor = e.function("Object", "getOwnPropertyDescriptor")
	e.reflectGet = e.function("Reflect", "get")
	e.ownKeys = e.function("Reflect", "ownKeys")
	e.defineProperty = e.function("Object", "defineProperty")
	e.functionSource = e.function("Function", "prototype", "toString")
	e.isView = e.function("ArrayBuffer", "isView")
	e.mapForEach = e.function("Map", "prototype", "forEach")
	e.mapSet = e.function("Map", "prototype", "set")
	e.setForEach = e.function("Set", "prototype", "forEach")
	e.setAdd = e.function("Set", "prototype", "add")
	e.weakMapHas = e.function("WeakMap", "prototype", "has")
	e.weakSetHas = e.function("WeakSet", "prototype", "has")
	e.dateTime = e.function("Date", "prototype", "getTime")
	e.dateISO = e.function("Date", "prototype", "toISOString")
	e.regExpSource = e.function("RegExp", "prototype", "toString")
	e.valueOf = make(map[string]native)
	for _, name := range []string{"BigInt", "Boolean", "Number", "String", "Symbol"} {
		e.valueOf[name] = e.function(name, "prototype", "valueOf")
	}
	e.promiseThen = e.function("Promise", "prototype", "then")
	e.parseInt = e.function("parseInt")
	e.parseFloat = e.function("parseFloat")
	e.parseJSON = e.function("JSON", "parse")
	e.stringifyJSON = e.function("JSON", "stringify")

	e.iteratorPrototype = e.rt.IntrinsicAt(e.findIteratorPrototype)

	getter := func(key goja.Value) native {
		return e.rt.IntrinsicAt(func() *goja.Object {
			typedArray := e.constructors["Int8Array"].Object().Prototype().Get("prototype")
			return e.ownDescriptor(call(nil, typedArray, key)).(*goja.Object).Get("get").(*goja.Object)
		}).Call
	}
	e.viewName = getter(goja.SymToStringTag)
	e.viewLength = getter(e.vm.ToValue("length"))
}

// unguarded returns the constructor behind a guard of package runtime, which
// has nothing to check when Go makes the values.
func unguarded(constructor *goja.Object) *goja.Object {
	if guard, ok := constructor.Export().(goja.Proxy); ok {
		return guard.Target()
	}
	return constructor
}

// lookup follows a path of property names from the global object.
func (e *env) lookup(path ...string) *goja.Object {
	at := e.vm.GlobalObject()
	for _, name := range path {
		at = at.Get(name).(*goja.Object)
	}
	return at
}

func (e *env) function(path ...string) native { return e.rt.Intrinsic(path...).Call }

// call is short for the arguments of a native.
func call(this goja.Value, args ...goja.Value) goja.FunctionCall {
	return goja.FunctionCall{This: this, Arguments: args}
}

// construct is the new operator for one of the constructible classes.
func (e *env) construct(name string, args ...goja.Value) *goja.Object {
	return e.make(e.constructors[name].Object(), args...)
}

// make is the new operator.
func (e *env) make(constructor *goja.Object, args ...goja.Value) *goja.Object {
	construct, _ := goja.AssertConstructor(constructor)
	o, err := construct(constructor, args...)
	if err != nil {
		panic(err)
	}
	return o
}

// entries lists what a Map holds.
func (e *env) entries(m *goja.Object) (entries [][2]goja.Value) {
	e.mapForEach(call(m, e.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		entries = append(entries, [2]goja.Value{c.Argument(1), c.Argument(0)})
		return nil
	})))
	return entries
}

// members lists what a Set holds.
func (e *env) members(s *goja.Object) (members []goja.Value) {
	e.setForEach(call(s, e.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		members = append(members, c.Argument(0))
		return nil
	})))
	return members
}

// source returns the text of a function.
func (e *env) source(f *goja.Object) string { return e.functionSource(call(f)).String() }
