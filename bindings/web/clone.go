package web

import (
	"slices"
	"strconv"

	"github.com/dop251/goja"
)

// maxCloneDepth keeps a value that is nested without end from using up the
// stack of the process, which cannot be recovered.
const maxCloneDepth = 10_000

func (e *env) installClone() {
	e.operation("structuredClone", 1, func(call goja.FunctionCall) goja.Value {
		c := cloner{env: e, made: map[*goja.Object]*goja.Object{}}
		moved := c.transfer(call.Argument(1))
		result := c.value(call.Argument(0))
		for _, buffer := range moved {
			buffer.Detach()
		}
		return result
	})
}

// cloner makes one structured clone: StructuredSerializeWithTransfer and
// StructuredDeserializeWithTransfer of the HTML Standard in one pass.
type cloner struct {
	*env
	made  map[*goja.Object]*goja.Object // the copy of each object met so far
	depth int
}

// transfer enters the buffers of the transfer list, as new buffers over the
// same bytes, and returns the old ones to be detached when all went well.
func (c *cloner) transfer(options goja.Value) (moved []goja.ArrayBuffer) {
	o := c.options(options, "Failed to execute 'structuredClone' on 'Window'")
	if o == nil {
		return nil
	}
	list := o.Get("transfer")
	if list == nil || goja.IsUndefined(list) {
		return nil
	}
	c.vm.ForOf(list, func(v goja.Value) bool {
		i := strconv.Itoa(len(moved))
		buffer, ok := v.(*goja.Object)
		switch {
		case !ok || c.kindOf(buffer) != kindArrayBuffer:
			c.fail("Value at index " + i + " does not have a transferable type.")
		case c.made[buffer] != nil:
			c.fail("ArrayBuffer at index " + i + " is a duplicate of an earlier ArrayBuffer.")
		}
		old := buffer.Export().(goja.ArrayBuffer)
		if old.Detached() {
			c.fail("ArrayBuffer at index " + i + " is already detached.")
		}
		c.made[buffer] = c.vm.ToValue(c.vm.NewArrayBuffer(old.Bytes())).(*goja.Object)
		moved = append(moved, old)
		return true
	})
	return moved
}

// fail throws a DataCloneError.
func (c *cloner) fail(message string) {
	panic(c.newDOMException("DataCloneError", "Failed to execute 'structuredClone' on 'Window': "+message))
}

func (c *cloner) value(v goja.Value) goja.Value {
	switch v := v.(type) {
	case *goja.Symbol:
		c.fail("Symbol(" + v.String() + ") could not be cloned.")
	case *goja.Object:
		return c.object(v)
	}
	return v
}

func (c *cloner) object(o *goja.Object) goja.Value {
	if made := c.made[o]; made != nil {
		return made
	}
	if c.depth++; c.depth > maxCloneDepth {
		panic(c.construct("RangeError", c.vm.ToValue("Maximum call stack size exceeded")))
	}
	defer func() { c.depth-- }()

	if state := c.platform(o); state != nil {
		return c.platformObject(o, state)
	}
	// An object is entered in made before its content is cloned, so that a
	// cycle finds it there.
	switch kind := c.kindOf(o); kind {
	case kindPlain, kindArguments:
		return c.properties(o, c.remember(o, c.vm.NewObject()))
	case kindArray:
		array := c.remember(o, c.vm.NewArray())
		array.Set("length", o.Get("length"))
		return c.properties(o, array)
	case kindMap:
		copied := c.remember(o, c.construct("Map"))
		for _, entry := range c.entries(o) {
			c.mapSet(call(copied, c.value(entry[0]), c.value(entry[1])))
		}
		return copied
	case kindSet:
		copied := c.remember(o, c.construct("Set"))
		for _, member := range c.members(o) {
			c.setAdd(call(copied, c.value(member)))
		}
		return copied
	case kindError:
		return c.error(o)
	case kindDate:
		return c.remember(o, c.construct("Date", c.dateTime(call(o))))
	case kindRegExp:
		if copied := c.rt.Library().CloneRegExp(o); copied != nil {
			return c.remember(o, copied)
		}
		return c.remember(o, c.construct("RegExp", o.Get("source"), o.Get("flags")))
	case kindBoxed:
		return c.remember(o, c.boxed(o).ToObject(c.vm))
	case kindArrayBuffer:
		return c.buffer(o)
	case kindTypedArray, kindDataView:
		return c.view(o, kind)
	default:
		c.fail(c.describe(o, kind) + " could not be cloned.")
		return nil
	}
}

func (c *cloner) remember(o, made *goja.Object) *goja.Object {
	c.made[o] = made
	return made
}

// properties copies the enumerable properties, running getters.
func (c *cloner) properties(from, to *goja.Object) *goja.Object {
	for _, key := range from.Keys() {
		// A getter before may have deleted it.
		if v := from.Get(key); v != nil {
			to.DefineDataProperty(key, c.value(v), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		}
	}
	return to
}

// clonedErrors are the classes of errors that survive cloning; all others
// become Error.
var clonedErrors = []string{"EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"}

func (c *cloner) error(o *goja.Object) *goja.Object {
	name := "Error"
	if v := o.Get("name"); v != nil && slices.Contains(clonedErrors, c.toString(v)) {
		name = c.toString(v)
	}
	copied := c.remember(o, c.construct(name))
	for _, key := range []string{"message", "stack", "cause"} {
		p, ok := c.ownProperty(o, c.vm.ToValue(key))
		v := p.value
		if key == "stack" && p.accessor != "" { // of an error as package builtins makes them
			v, _ = c.get(o, key).(goja.String)
		}
		if !ok || v == nil {
			continue
		}
		if key == "cause" {
			v = c.value(v)
		} else {
			v = v.ToString()
		}
		copied.DefineDataProperty(key, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	return copied
}

func (c *cloner) boxed(o *goja.Object) goja.Value {
	if boxedType(o) == "Symbol" {
		c.fail("#<Symbol> could not be cloned.")
	}
	return c.unboxed(o)
}

func (c *cloner) buffer(o *goja.Object) *goja.Object {
	buffer := o.Export().(goja.ArrayBuffer)
	if buffer.Detached() {
		c.fail("An ArrayBuffer is detached and could not be cloned.")
	}
	return c.remember(o, c.vm.ToValue(c.vm.NewArrayBuffer(slices.Clone(buffer.Bytes()))).(*goja.Object))
}

// view copies a typed array or DataView; views on one buffer stay so.
func (c *cloner) view(o *goja.Object, kind kind) *goja.Object {
	name, length := "DataView", o.Get("byteLength")
	if kind == kindTypedArray {
		name, length = c.viewName(call(o)).String(), c.viewLength(call(o))
	}
	buffer := c.object(o.Get("buffer").(*goja.Object))
	return c.remember(o, c.construct(name, buffer, o.Get("byteOffset"), length))
}

// platformObject copies an object of a class of ours that is serializable.
func (c *cloner) platformObject(o *goja.Object, state any) *goja.Object {
	switch s := state.(type) {
	case *domError:
		copied := c.remember(o, c.newDOMException(s.name, s.message))
		if stack := o.Get("stack"); stack != nil {
			copied.Set("stack", stack)
		}
		return copied
	case *blob: // its bytes are shared, for they do not change
		return c.remember(o, c.instance(c.prototype("Blob"), s))
	case *cryptoKey:
		return c.remember(o, c.instance(c.prototype("CryptoKey"), s))
	case *file:
		return c.remember(o, c.instance(c.prototype("File"), s))
	}
	c.fail(c.describe(o, kindPlain) + " could not be cloned.")
	return nil
}

// describe names an object in an error message as V8 does.
func (c *cloner) describe(o *goja.Object, kind kind) string {
	if kind == kindFunction {
		return c.source(o)
	}
	if kind == kindProxy {
		return "#<Object>"
	}
	return "#<" + c.constructorName(o) + ">"
}
