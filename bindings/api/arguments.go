package api

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// value classification: what a JavaScript value is in Chrome's words.

var (
	int64Type   = reflect.TypeFor[int64]()
	float64Type = reflect.TypeFor[float64]()
	boolType    = reflect.TypeFor[bool]()
	funcType    = reflect.TypeFor[func(goja.FunctionCall) goja.Value]()
)

// isNil tells the values that stand for an omitted optional argument.
func isNil(v goja.Value) bool { return v == nil || goja.IsUndefined(v) || goja.IsNull(v) }

// asInteger returns the value of a number that is a 32-bit integer.
func asInteger(v goja.Value) (int, bool) {
	if _, object := v.(*goja.Object); object {
		return 0, false
	}
	switch v.ExportType() {
	case int64Type:
		n := v.ToInteger()
		return int(n), n == int64(int32(n))
	case float64Type:
		f := v.ToFloat()
		return int(f), f == math.Trunc(f) && f >= math.MinInt32 && f <= math.MaxInt32
	}
	return 0, false
}

func isNumber(v goja.Value) bool {
	_, object := v.(*goja.Object)
	t := v.ExportType()
	return !object && (t == int64Type || t == float64Type)
}

func isBoolean(v goja.Value) bool {
	_, object := v.(*goja.Object)
	return !object && v.ExportType() == boolType
}

func isString(v goja.Value) bool {
	_, ok := v.(goja.String)
	return ok
}

func isFunction(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if ok && o.ExportType() != funcType {
		_, ok = goja.AssertFunction(o) // bound, a proxy, …
	}
	return ok
}

// found names the type of a value in "expected …, found …" messages.
func (b *Binder) found(v goja.Value) string {
	switch {
	case v == nil || goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "null"
	case isBoolean(v):
		return "boolean"
	case isString(v):
		return "string"
	}
	if o, ok := v.(*goja.Object); ok {
		switch {
		case o.ClassName() == "Array":
			return "array"
		case isFunction(v):
			return "function"
		case b.isBinary(o):
			return "binary"
		}
		return "object"
	}
	if _, ok := asInteger(v); ok {
		return "integer"
	}
	if t := v.ExportType(); t == int64Type || t == float64Type {
		return "number"
	}
	return "other"
}

// fits is the check that decides which parameter an argument belongs to. It
// looks only at the outside of a value.
func (b *Binder) fits(t *Type, v goja.Value) bool {
	switch t.Kind {
	case Integer:
		_, ok := asInteger(v)
		return ok
	case Boolean:
		return isBoolean(v)
	case String:
		return isString(v)
	case Function:
		return isFunction(v)
	case Any:
		return true
	case Number:
		return isNumber(v)
	case Choice:
		return slices.ContainsFunc(t.Choices, func(c *Type) bool { return b.fits(c, v) })
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	switch t.Kind {
	case Binary:
		return b.isBinary(o)
	case Array:
		return o.ClassName() == "Array"
	default:
		return o.ClassName() != "Array" && !isFunction(v)
	}
}

// match assigns arguments to parameters as Chrome does: an optional parameter
// may be left out in the middle, if the argument in its place fits a later
// one. into gets one value per parameter, nil for those left out.
func (b *Binder) match(params []Param, args, into []goja.Value) bool {
	if len(params) == 0 {
		return len(args) == 0
	}
	p := &params[0]
	if len(args) == 0 {
		return p.Optional && b.match(params[1:], nil, into[1:])
	}
	if isNil(args[0]) {
		return p.Optional && b.match(params[1:], args[1:], into[1:])
	}
	if b.fits(p.Type, args[0]) && b.match(params[1:], args[1:], into[1:]) {
		into[0] = args[0]
		return true
	}
	return p.Optional && b.match(params[1:], args, into[1:])
}

// check looks inside a value that fits. It returns the reason for refusing it,
// or "".
func (b *Binder) check(t *Type, v goja.Value, into *Call) string {
	switch {
	case t.Enum != nil:
		if !slices.Contains(t.Enum, v.String()) {
			return "Value must be one of " + strings.Join(slices.Sorted(slices.Values(t.Enum)), ", ") + "."
		}
	case t.Kind == Integer && t.Minimum != 0:
		if v.ToInteger() < int64(t.Minimum) {
			return "Value must be at least " + strconv.Itoa(t.Minimum) + "."
		}
	case t.Kind == Number:
		if f := v.ToFloat(); math.IsNaN(f) || math.IsInf(f, 0) {
			return "Value must not be NaN or Infinity."
		}
	case t.Kind == Object:
		d, reason := b.dict(t, v.(*goja.Object))
		if reason != "" {
			return reason
		}
		into.dict = d
	case t.Kind == Array && t.Items != nil:
		return b.checkItems(t.Items, v.(*goja.Object))
	case t.Kind == Choice:
		i := slices.IndexFunc(t.Choices, func(c *Type) bool { return b.fits(c, v) })
		if b.check(t.Choices[i], v, into) != "" {
			return "Value did not match any choice."
		}
	}
	return ""
}

// checkItems looks inside an array. It returns the reason for refusing it, or "".
func (b *Binder) checkItems(items *Type, array *goja.Object) string {
	for i := range int(array.Get("length").ToInteger()) {
		v := array.Get(strconv.Itoa(i))
		if v == nil {
			v = goja.Undefined()
		}
		reason := ""
		if !b.fits(items, v) {
			reason = "Invalid type: expected " + items.String() + ", found " + b.found(v) + "."
		} else {
			reason = b.check(items, v, &Call{})
		}
		if reason != "" {
			return "Error at index " + strconv.Itoa(i) + ": " + reason
		}
	}
	return ""
}

// Dict holds the properties given in an object argument; null and undefined
// ones count as not given.
type Dict map[string]any

// dict reads the own properties of an object, once each, so getters run as in
// Chrome.
func (b *Binder) dict(t *Type, o *goja.Object) (Dict, string) {
	d := Dict{}
	for _, name := range o.Keys() {
		p := t.property(name)
		if p == nil && t.Open {
			continue
		}
		if p == nil {
			return nil, "Unexpected property: '" + name + "'."
		}
		v := o.Get(name)
		if isNil(v) {
			continue
		}
		if !b.fits(p.Type, v) {
			return nil, "Error at property '" + name + "': Invalid type: expected " + p.Type.String() + ", found " + b.found(v) + "."
		}
		if p.Type.Kind == Object {
			inner, reason := b.dict(p.Type, v.(*goja.Object))
			if reason != "" {
				return nil, "Error at property '" + name + "': " + reason
			}
			d[name] = inner
			continue
		}
		if reason := b.check(p.Type, v, &Call{}); reason != "" {
			return nil, "Error at property '" + name + "': " + reason
		}
		d[name] = v.Export()
	}
	for _, p := range t.Properties {
		if _, given := d[p.Name]; !given && !p.Optional {
			return nil, "Missing required property '" + p.Name + "'."
		}
	}
	return d, ""
}

// Bool returns a boolean property, or nil if it was not given.
func (d Dict) Bool(name string) *bool {
	if v, ok := d[name].(bool); ok {
		return &v
	}
	return nil
}

// Int returns an integer property, or nil if it was not given.
func (d Dict) Int(name string) *int {
	var n int
	switch v := d[name].(type) {
	case int64:
		n = int(v)
	case float64:
		n = int(v)
	default:
		return nil
	}
	return &n
}

// Float returns a number property, or nil if it was not given.
func (d Dict) Float(name string) *float64 {
	var f float64
	switch v := d[name].(type) {
	case int64:
		f = float64(v)
	case float64:
		f = v
	default:
		return nil
	}
	return &f
}

// String returns a string property, or nil if it was not given.
func (d Dict) String(name string) *string {
	if v, ok := d[name].(string); ok {
		return &v
	}
	return nil
}

// Dict returns an object property; it is empty if it was not given.
func (d Dict) Dict(name string) Dict {
	inner, _ := d[name].(Dict)
	return inner
}
