package builtins

import "github.com/dop251/goja"

// groupBy gathers values under what the callback says of each, in the order in
// which the keys come.
func (r *Realm) groupBy(c goja.FunctionCall, method string, keyOf func(goja.Value) goja.Value) (keys []goja.Value, groups [][]goja.Value) {
	r.coercible(c.Argument(0), method)
	f := r.callback(c, 1)
	index := r.construct(r.lookup("Map"))
	get, set := r.native("Map.prototype.get"), r.native("Map.prototype.set")
	n := 0
	r.iterate(c.Argument(0), func(v goja.Value) bool {
		key := keyOf(f(call(goja.Undefined(), v, r.vm.ToValue(n))))
		n++
		at := get(call(index, key))
		if isUndefined(at) {
			at = r.vm.ToValue(len(keys))
			set(call(index, key, at))
			keys, groups = append(keys, key), append(groups, nil)
		}
		i := at.ToInteger()
		groups[i] = append(groups[i], v)
		return true
	})
	return keys, groups
}

func (r *Realm) objectGroupBy(c goja.FunctionCall) goja.Value {
	keys, groups := r.groupBy(c, "Object.groupBy", r.propertyKey)
	o := r.vm.CreateObject(nil)
	for i, key := range keys {
		r.createProperty(o, key, r.array(groups[i]))
	}
	return o
}

func (r *Realm) mapGroupBy(c goja.FunctionCall) goja.Value {
	keys, groups := r.groupBy(c, "Map.groupBy", func(v goja.Value) goja.Value { return v })
	m, set := r.construct(r.lookup("Map")), r.native("Map.prototype.set")
	for i, key := range keys {
		set(call(m, key, r.array(groups[i])))
	}
	return m
}

// defineAccessor is __defineGetter__ and __defineSetter__.
func (r *Realm) defineAccessor(c goja.FunctionCall, half string) goja.Value {
	method := "Object.prototype.__define" + map[string]string{"get": "Getter", "set": "Setter"}[half] + "__"
	o := r.object(c.This)
	if asFunction(c.Argument(1)) == nil {
		r.throwType("%s: Expecting function", method)
	}
	descriptor := r.vm.NewObject()
	descriptor.Set(half, c.Argument(1))
	descriptor.Set("enumerable", true)
	descriptor.Set("configurable", true)
	r.native("Object.defineProperty")(call(nil, o, r.propertyKey(c.Argument(0)), descriptor))
	return goja.Undefined()
}

func (r *Realm) defineGetter(c goja.FunctionCall) goja.Value { return r.defineAccessor(c, "get") }
func (r *Realm) defineSetter(c goja.FunctionCall) goja.Value { return r.defineAccessor(c, "set") }

// lookupAccessor is __lookupGetter__ and __lookupSetter__.
func (r *Realm) lookupAccessor(c goja.FunctionCall, half string) goja.Value {
	o := r.object(c.This)
	key := r.propertyKey(c.Argument(0))
	descriptorOf, prototypeOf := r.native("Reflect.getOwnPropertyDescriptor"), r.native("Reflect.getPrototypeOf")
	for {
		if d, ok := descriptorOf(call(nil, o, key)).(*goja.Object); ok {
			return orUndefined(d.Get(half))
		}
		var ok bool
		if o, ok = prototypeOf(call(nil, o)).(*goja.Object); !ok {
			return goja.Undefined()
		}
	}
}

func (r *Realm) lookupGetter(c goja.FunctionCall) goja.Value { return r.lookupAccessor(c, "get") }
func (r *Realm) lookupSetter(c goja.FunctionCall) goja.Value { return r.lookupAccessor(c, "set") }

// getOrInsert is that of Map and WeakMap, with the value given or computed.
func (r *Realm) getOrInsert(c goja.FunctionCall, class string, compute bool) goja.Value {
	method := class + ".prototype.getOrInsert"
	if compute {
		method += "Computed"
	}
	has, get, set := r.native(class+".prototype.has"), r.native(class+".prototype.get"), r.native(class+".prototype.set")
	key := c.Argument(0)
	known := false
	if r.try(func() { known = has(call(c.This, key)).ToBoolean() }) != nil {
		panic(r.incompatible(method, c.This))
	}
	if compute && asFunction(c.Argument(1)) == nil {
		r.throwType("%s is not a function", method)
	}
	if known {
		return get(call(c.This, key))
	}
	switch {
	case class == "WeakMap":
		if _, ok := key.(*goja.Object); !ok {
			r.throwType("Invalid value used as weak map key")
		}
	case goja.IsNumber(key) && key.ToFloat() == 0:
		key = r.vm.ToValue(0) // never -0
	}
	v := c.Argument(1)
	if compute {
		v = r.callback(c, 1)(call(goja.Undefined(), key))
	}
	set(call(c.This, key, v))
	return v
}

func (r *Realm) mapGetOrInsert(c goja.FunctionCall) goja.Value {
	return r.getOrInsert(c, "Map", false)
}

func (r *Realm) mapGetOrInsertComputed(c goja.FunctionCall) goja.Value {
	return r.getOrInsert(c, "Map", true)
}

func (r *Realm) weakMapGetOrInsert(c goja.FunctionCall) goja.Value {
	return r.getOrInsert(c, "WeakMap", false)
}

func (r *Realm) weakMapGetOrInsertComputed(c goja.FunctionCall) goja.Value {
	return r.getOrInsert(c, "WeakMap", true)
}
