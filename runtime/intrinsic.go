package runtime

import (
	"slices"
	"strings"

	"github.com/dop251/goja"
)

// Intrinsic is an object of the language, such as Object.freeze, as it was
// before any script could change it or put something else in its place. It is
// found when it is first used; if that has not been, then before the first
// source runs that could reach what the engine has built in. Most of that the
// engine makes when it is asked for, so a program that needs none of it starts
// without it.
type Intrinsic struct {
	r      *Runtime
	find   func() *goja.Object
	object *goja.Object // nil before it is found
	call   func(goja.FunctionCall) goja.Value
}

// Intrinsic declares an intrinsic by its path from the global object.
func (r *Runtime) Intrinsic(path ...string) *Intrinsic {
	return r.IntrinsicAt(func() *goja.Object {
		at := r.vm.GlobalObject()
		for _, name := range path {
			at = at.Get(name).(*goja.Object)
		}
		return at
	})
}

// IntrinsicAt declares an intrinsic that a function of the host finds.
func (r *Runtime) IntrinsicAt(find func() *goja.Object) *Intrinsic {
	i := &Intrinsic{r: r, find: find}
	if r.exposed {
		i.Object()
	} else {
		r.intrinsics = append(r.intrinsics, i)
	}
	return i
}

// Object returns the object.
func (i *Intrinsic) Object() *goja.Object {
	if i.object == nil {
		i.r.guard()
		i.object = i.find()
	}
	return i.object
}

// Call calls the function that the intrinsic is. It throws by panicking with a
// JavaScript value, and, unlike calling a [goja.Callable], is no outermost call:
// no microtasks run when it returns.
func (i *Intrinsic) Call(c goja.FunctionCall) goja.Value {
	if i.call == nil {
		i.call = i.Object().Export().(func(goja.FunctionCall) goja.Value)
	}
	return i.call(c)
}

// Expose says that what is about to run could reach what the engine has built
// in.
func (r *Runtime) Expose() {
	if r.exposed {
		return
	}
	r.exposed = true
	r.guard()
	for _, i := range r.intrinsics {
		i.Object()
	}
	r.intrinsics = nil
}

// guard completes the engine's own objects, once.
func (r *Runtime) guard() {
	if !r.guarded {
		r.guarded = true
		r.installSymbols()
		r.installGuards()
	}
}

// Prepare is called before a source runs: it makes the parts of the language's
// library be there that the source mentions, see package builtins. Sources that
// the runtime itself runs need no call.
func (r *Runtime) Prepare(src string) {
	if !r.exposed && reaches(src) {
		r.Expose()
	}
	r.library.Read(src)
}

// reaching are words by which a source can reach what the engine has built in,
// besides those of guards and bufferTypes.
var reaching = strings.Fields(`
	AggregateError Array Atomics BigInt Boolean DataView Date Error EvalError FinalizationRegistry Float16Array Function
	Intl Iterator JSON Map Math Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer
	String Symbol SyntaxError TypeError URIError WeakMap WeakRef WeakSet
	decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval isFinite isNaN parseFloat parseInt unescape
	__proto__ constructor prototype getPrototypeOf setPrototypeOf require`)

// reaches reports whether a source may reach what the engine has built in: it
// has one of the words, in code or in a string, or a name that is only known
// when it runs.
func reaches(src string) bool {
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case isWordByte(c):
			end := i + 1
			for end < len(src) && isWordByte(src[end]) {
				end++
			}
			if isReaching(src[i:end]) {
				return true
			}
			i = end - 1
		case c == '[' && !isPlainKey(src[i+1:]):
			return true
		case c == '\\' && strings.HasPrefix(src[i+1:], "u"), c == '\\' && strings.HasPrefix(src[i+1:], "x"):
			return true
		}
	}
	return false
}

// isPlainKey reports whether what follows an opening bracket is the beginning of
// a list of plain values, or an index that is one.
func isPlainKey(src string) bool {
	const space = " \t\r\n"
	src = strings.TrimLeft(src, space)
	if src == "" {
		return false
	}
	switch c := src[0]; {
	case strings.IndexByte("][{", c) >= 0:
		return true
	case c == '\'' || c == '"':
		_, src, _ = strings.Cut(src[1:], src[:1])
	case '0' <= c && c <= '9':
		src = strings.TrimLeft(src, "0123456789")
	default:
		return false
	}
	src = strings.TrimLeft(src, space)
	return src != "" && (src[0] == ']' || src[0] == ',')
}

func isReaching(word string) bool {
	return slices.Contains(reaching, word) ||
		slices.ContainsFunc(guards, func(g guard) bool { return slices.Contains(g.names, word) }) ||
		slices.ContainsFunc(bufferTypes, func(t bufferType) bool { return t.name == word })
}

// isWordByte counts what is no ASCII to the words, in which no word is found
// then; those of the language are ASCII.
func isWordByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '_' || c == '$' || c >= 0x80
}
