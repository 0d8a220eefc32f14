package web

import "github.com/dop251/goja"

// property is an own property, read without running getters.
type property struct {
	key        goja.Value // a string or a symbol
	value      goja.Value // nil for an accessor
	accessor   string     // "Getter", "Setter" or "Getter/Setter"
	enumerable bool
}

// ownProperty reads one property; it reports false if o has none of that name.
func (e *env) ownProperty(o *goja.Object, key goja.Value) (property, bool) {
	d, ok := e.ownDescriptor(call(nil, o, key)).(*goja.Object)
	if !ok {
		return property{}, false
	}
	p := property{key: key, value: d.Get("value"), enumerable: d.Get("enumerable").ToBoolean()}
	if p.value != nil {
		return p, true
	}
	get, set := !goja.IsUndefined(d.Get("get")), !goja.IsUndefined(d.Get("set"))
	switch {
	case get && set:
		p.accessor = "Getter/Setter"
	case get:
		p.accessor = "Getter"
	case set:
		p.accessor = "Setter"
	default:
		p.value = goja.Undefined()
	}
	return p, true
}

// ownData reads a property that counts only if it is no accessor; otherwise
// it returns nil.
func (e *env) ownData(o *goja.Object, name string) goja.Value {
	p, _ := e.ownProperty(o, e.vm.ToValue(name))
	return p.value
}

// enumerableProperties reads those of names that exist, and the enumerable
// symbols.
func (e *env) enumerableProperties(o *goja.Object, names []string) []property {
	var list []property
	for _, name := range names {
		if p, ok := e.ownProperty(o, e.vm.ToValue(name)); ok {
			list = append(list, p)
		}
	}
	for _, symbol := range o.Symbols() {
		if p, ok := e.ownProperty(o, symbol); ok && p.enumerable {
			list = append(list, p)
		}
	}
	return list
}

// constructorName names the class of o by the nearest constructor property on
// its prototype chain that made it. It is "" for an object without prototype.
func (e *env) constructorName(o *goja.Object) string {
	for at := o; at != nil; at = at.Prototype() {
		f, ok := e.ownData(at, "constructor").(*goja.Object)
		if !ok {
			continue
		}
		prototype, ok := e.ownData(f, "prototype").(*goja.Object)
		if !ok || !inherits(o, prototype) {
			continue
		}
		if name := e.getString(f, "name"); name != "" {
			return name
		}
	}
	if o.Prototype() == nil {
		return ""
	}
	return "Object <Complex prototype>"
}
