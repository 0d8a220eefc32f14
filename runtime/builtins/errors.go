package builtins

import (
	"github.com/dop251/goja"
)

// errorClasses are the constructors whose errors get a stack as V8 has it.
var errorClasses = []string{
	"Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError", "AggregateError",
}

// defaultStackLimit is how many frames V8 shows.
const defaultStackLimit = 10

// installStacks gives the errors that the program makes a stack in the form that
// V8 gives it, which programs take apart: an accessor of the error, with lines
// "    at name (file:line:column)". Errors that the engine itself throws keep
// their form.
func (r *Realm) installStacks() {
	var base *goja.Object
	for _, name := range errorClasses {
		builtin := r.lookup(name)
		if builtin == nil {
			continue
		}
		wrapper := r.wrapError(name, builtin)
		if base == nil {
			base = wrapper
			r.define(base, member{name: "captureStackTrace", length: 2, call: (*Realm).captureStackTrace})
			if !r.hasOwn(base, "stackTraceLimit") {
				base.Set("stackTraceLimit", defaultStackLimit)
			}
		} else {
			wrapper.SetPrototype(base)
		}
	}
}

// wrapError puts a constructor before that of an error class which adds the
// stack. It has the same prototype object, so instanceof does not notice.
func (r *Realm) wrapError(name string, builtin *goja.Object) *goja.Object {
	proto := builtin.Get("prototype").(*goja.Object)
	wrapper := r.vm.ToValue(func(c goja.ConstructorCall) *goja.Object {
		e := r.construct(builtin, c.Arguments...)
		if at := c.This.Prototype(); at != proto && inherits(c.This, proto) {
			e.SetPrototype(at)
		}
		r.defineStack(e, "")
		return e
	}).(*goja.Object)
	r.copyProperties(builtin, wrapper)
	wrapper.SetPrototype(builtin.Prototype())
	r.vm.GlobalObject().DefineDataProperty(name, wrapper, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	proto.DefineDataProperty("constructor", wrapper, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return wrapper
}

// defineStack gives o the stack of this moment without the frames above and with
// the function named above, if that is among them. The text is made when it is
// read, its head now, as in V8.
func (r *Realm) defineStack(o *goja.Object, above string) {
	limit := 0
	if v := r.lookup("Error").Get("stackTraceLimit"); v != nil && goja.IsNumber(v) {
		limit = int(min(max(v.ToFloat(), 0), 200))
	}
	frames := r.vm.CaptureCallStack(0, nil)
	for len(frames) > 0 && frames[0].SrcName() == nativeFrame {
		frames = frames[1:]
	}
	if above != "" {
		for i := range frames {
			if frames[i].FuncName() == above {
				frames = frames[i+1:]
				break
			}
		}
	}
	frames = frames[:min(limit, len(frames))]
	head := "Error"
	r.vm.Try(func() { head = r.native("Error.prototype.toString")(call(o)).String() })
	var text goja.Value
	getter := r.function("", 0, func(r *Realm, _ goja.FunctionCall) goja.Value {
		if text == nil {
			text = r.vm.ToValue(head + r.host.StackLines(frames))
		}
		return text
	})
	setter := r.function("", 1, func(r *Realm, c goja.FunctionCall) goja.Value {
		text = c.Argument(0)
		return goja.Undefined()
	})
	if err := o.DefineAccessorProperty("stack", getter, setter, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
}

// nativeFrame is the engine's name for the place of Go functions.
const nativeFrame = "<native>"

func (r *Realm) captureStackTrace(c goja.FunctionCall) goja.Value {
	o, ok := c.Argument(0).(*goja.Object)
	if !ok {
		r.throwType("invalid_argument")
	}
	above := ""
	if f, ok := c.Argument(1).(*goja.Object); ok && asFunction(f) != nil {
		if name := f.Get("name"); name != nil {
			above = name.String()
		}
	}
	r.defineStack(o, above)
	return goja.Undefined()
}

// isError is Error.isError.
func (r *Realm) isError(c goja.FunctionCall) goja.Value {
	o, ok := c.Argument(0).(*goja.Object)
	return r.vm.ToValue(ok && o.ClassName() == "Error")
}
