package runtime

import (
	"math"
	"reflect"

	"github.com/dop251/goja"
)

// guard stands before built-ins that take memory by a number they are given,
// where one line of JavaScript could end the process: check throws a
// RangeError, as browsers do, when the number is absurd. It also stands before
// those that would show that a property is lazy.
//
// Left alone, because there is no place for a check or the calls are too
// common to slow down: BigInt arithmetic (1n << 2n**40n), a spread of a sparse
// array of billions and the methods that only walk it (they take time, not
// memory), apply with such a list, replacements in huge strings, source code
// with a million open brackets.
type guard struct {
	object string // a global
	proto  bool   // the built-in stands in the global's prototype
	names  []string
	check  func(*Runtime, goja.FunctionCall)
}

var guards = []guard{
	{"String", true, []string{"repeat"}, checkRepeat},
	{"String", true, []string{"padStart", "padEnd"}, checkPad},
	{"Array", true, []string{"join"}, checkJoin},
	{"Array", true, []string{"concat"}, checkConcat},
	{"Array", true, []string{
		"fill", "map", "slice", "sort", "splice", "toLocaleString", "toReversed", "toSorted", "toSpliced", "with",
	}, func(r *Runtime, call goja.FunctionCall) { r.checkList(call.This) }},
	{"Array", false, []string{"from"}, func(r *Runtime, call goja.FunctionCall) { r.checkList(call.Argument(0)) }},
	{"JSON", false, []string{"stringify"}, checkStringify},
	{"JSON", false, []string{"parse"}, checkNesting},
	{"Object", false, []string{"getOwnPropertyDescriptor", "defineProperty"}, settleOne},
	{"Object", false, []string{"getOwnPropertyDescriptors", "defineProperties", "freeze", "seal"}, settleAll},
	{"Reflect", false, []string{"getOwnPropertyDescriptor", "defineProperty"}, settleOne},
}

// bufferTypes are the constructors that allocate bytes, with the bytes that
// one element takes.
var bufferTypes = []bufferType{
	{"ArrayBuffer", 1}, {"Int8Array", 1}, {"Uint8Array", 1}, {"Uint8ClampedArray", 1},
	{"Int16Array", 2}, {"Uint16Array", 2}, {"Int32Array", 4}, {"Uint32Array", 4},
	{"Float32Array", 4}, {"Float64Array", 8}, {"BigInt64Array", 8}, {"BigUint64Array", 8},
}

type bufferType struct {
	name string
	size float64
}

const (
	maxStringLength = 1<<29 - 24 // V8's
	valueSize       = 16         // bytes a value takes in an array
	smallSize       = 64 << 10   // bytes not worth a look at the heap
	maxNesting      = 10_000     // of JSON; to write it the engine takes quadratic time
)

const noBuffer = "Array buffer allocation failed" // as in browsers

func (r *Runtime) installGuards() {
	r.ownDescriptor = r.vm.Get("Object").(*goja.Object).Get("getOwnPropertyDescriptor").Export().(func(goja.FunctionCall) goja.Value)
	for _, g := range guards {
		object := r.vm.Get(g.object).(*goja.Object)
		if g.proto {
			object = object.Get("prototype").(*goja.Object)
		}
		for _, name := range g.names {
			r.installGuard(object, name, g.check)
		}
	}
	for _, t := range bufferTypes {
		r.guardConstructor(t.name, t.size)
	}
}

func (r *Runtime) installGuard(object *goja.Object, name string, check func(*Runtime, goja.FunctionCall)) {
	builtin := object.Get(name).(*goja.Object)
	call := builtin.Export().(func(goja.FunctionCall) goja.Value)
	guarded := r.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		check(r, c)
		return call(c)
	}).(*goja.Object)
	for _, p := range []string{"name", "length"} {
		guarded.DefineDataProperty(p, builtin.Get(p), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	object.DefineDataProperty(name, guarded, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// guardConstructor puts a proxy before a constructor: nothing else keeps its
// prototype, its statics, its species and its subclasses as they are. The
// engine knows no instanceof for proxies, so that is made up for.
func (r *Runtime) guardConstructor(name string, elementSize float64) {
	builtin := r.vm.Get(name).(*goja.Object)
	construct, _ := goja.AssertConstructor(builtin)
	var proxy goja.Value
	proxy = r.vm.ToValue(r.vm.NewProxy(builtin, &goja.ProxyTrapConfig{
		Construct: func(_ *goja.Object, args []goja.Value, newTarget *goja.Object) *goja.Object {
			if len(args) > 0 {
				r.reserve(elementCount(args[0])*elementSize, noBuffer)
			}
			object, err := construct(newTarget, args...)
			if err != nil {
				panic(err)
			}
			return object
		},
	}))
	ordinary := builtin.GetSymbol(goja.SymHasInstance).Export().(func(goja.FunctionCall) goja.Value)
	hasInstance := r.NewFunction("[Symbol.hasInstance]", func(call goja.FunctionCall) goja.Value {
		if call.This == proxy {
			call.This = builtin
		}
		return ordinary(call)
	})
	builtin.DefineDataPropertySymbol(goja.SymHasInstance, hasInstance, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	global := r.vm.GlobalObject()
	global.DefineDataProperty(name, proxy, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	prototype := builtin.Get("prototype").(*goja.Object)
	prototype.DefineDataProperty("constructor", proxy, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// elementCount is the number of elements that a buffer made from v would get,
// or 0 if v is a buffer, which exists already.
func elementCount(v goja.Value) float64 {
	object, ok := v.(*goja.Object)
	if !ok {
		return number(v)
	}
	if object.ExportType() == arrayBufferType {
		return 0
	}
	return length(object)
}

var arrayBufferType = reflect.TypeFor[goja.ArrayBuffer]()

func checkRepeat(r *Runtime, call goja.FunctionCall) {
	if s, ok := call.This.(goja.String); ok {
		r.checkString(float64(s.Length()) * number(call.Argument(0)))
	}
}

func checkPad(r *Runtime, call goja.FunctionCall) {
	r.checkString(number(call.Argument(0)))
}

func checkJoin(r *Runtime, call goja.FunctionCall) {
	n, separator := length(call.This), 1.0
	if s, ok := call.Argument(0).(goja.String); ok {
		separator = float64(s.Length())
	}
	r.checkString(max(n-1, 0) * separator)
	r.reserve(n*valueSize, "Invalid string length")
}

func checkConcat(r *Runtime, call goja.FunctionCall) {
	n := length(call.This)
	for _, v := range call.Arguments {
		if list, ok := v.(*goja.Object); ok && list.ClassName() == "Array" {
			n += length(list)
		}
	}
	r.reserve(n*valueSize, "Invalid array length")
}

func checkStringify(r *Runtime, call goja.FunctionCall) {
	if list, ok := call.Argument(0).(*goja.Object); ok && list.ClassName() == "Array" {
		r.checkList(list)
	}
}

// checkNesting refuses JSON, which a peer on the network could send, so deep
// that parsing it would end the process, or writing it again take minutes.
func checkNesting(r *Runtime, call goja.FunctionCall) {
	text, ok := call.Argument(0).(goja.String)
	if !ok || text.Length() <= maxNesting {
		return
	}
	depth, quoted, escaped := 0, false, false
	for _, c := range []byte(text.String()) {
		switch {
		case escaped:
			escaped = false
		case quoted:
			escaped = c == '\\'
			quoted = c != '"'
		case c == '"':
			quoted = true
		case c == '[', c == '{':
			depth++
			if depth > maxNesting {
				panic(r.newError("RangeError", "Maximum call stack size exceeded"))
			}
		case c == ']', c == '}':
			depth--
		}
	}
}

func (r *Runtime) checkList(v goja.Value) {
	r.reserve(length(v)*valueSize, "Invalid array length")
}

func (r *Runtime) checkString(n float64) {
	if n > maxStringLength {
		panic(r.newError("RangeError", "Invalid string length"))
	}
	r.reserve(n, "Invalid string length")
}

// Reserve throws a RangeError with the message when so many more bytes would not
// fit below the heap limit. Native functions call it before they take much
// memory because a script says so.
func (r *Runtime) Reserve(bytes int, message string) { r.reserve(float64(bytes), message) }

// reserve throws a RangeError when so many more bytes would not fit below the
// heap limit, even after a collection.
func (r *Runtime) reserve(bytes float64, message string) {
	if bytes <= smallSize {
		return
	}
	limit := float64(r.opts.HeapLimit)
	if bytes > limit || r.heap.exceeds(uint64(limit-bytes)) {
		panic(r.newError("RangeError", message))
	}
}

// length is v.length if v is an object, or 0.
func length(v goja.Value) float64 {
	if object, ok := v.(*goja.Object); ok {
		return number(object.Get("length"))
	}
	return 0
}

// number is a primitive value as a number, without side effects: 0 for objects
// and what is not a number.
func number(v goja.Value) float64 {
	switch v.(type) {
	case nil, *goja.Object, *goja.Symbol:
		return 0
	}
	n := v.ToFloat()
	if math.IsNaN(n) {
		return 0
	}
	return n
}
