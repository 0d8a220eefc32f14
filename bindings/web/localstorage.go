package web

import (
	"maps"
	"slices"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// StorageItems are what a localStorage keeps.
type StorageItems interface {
	Len() int
	// Key is the key at an index from 0 to Len()-1.
	Key(i int) string
	Get(key string) (value string, ok bool)
	// Set fails if there is no room.
	Set(key, value string) error
	Remove(key string)
	Clear()
}

// InstallLocalStorage gives the page a localStorage of items, which pages may
// share. It is called before any script runs.
func (p *Platform) InstallLocalStorage(items StorageItems) {
	e := p.env
	s := &storage{env: e, items: items, own: map[string]goja.Value{}}
	e.lazily(htmlStandard, s.install, "Storage")
	e.attribute(htmlStandard, "localStorage", false, func() goja.Value { return s.object() })
}

func (s *storage) install() {
	e := s.env
	_, s.prototype = define(e, class[*storage]{
		name: "Storage",
		attributes: []attribute[*storage]{
			{"length", func(s *storage) any { return s.items.Len() }, nil},
		},
		methods: []method[*storage]{
			{"clear", 0, func(s *storage, _ goja.FunctionCall) goja.Value {
				s.items.Clear()
				return nil
			}},
			{"getItem", 1, func(s *storage, c goja.FunctionCall) goja.Value {
				return s.value(e.toString(c.Argument(0)), goja.Null())
			}},
			{"key", 1, func(s *storage, c goja.FunctionCall) goja.Value {
				if i := c.Argument(0).ToInteger(); i >= 0 && i < int64(s.items.Len()) {
					return e.vm.ToValue(s.items.Key(int(i)))
				}
				return goja.Null()
			}},
			{"removeItem", 1, func(s *storage, c goja.FunctionCall) goja.Value {
				s.items.Remove(e.toString(c.Argument(0)))
				return nil
			}},
			{"setItem", 2, func(s *storage, c goja.FunctionCall) goja.Value {
				s.set(e.toString(c.Argument(0)), e.toString(c.Argument(1)), "Failed to execute 'setItem' on 'Storage'")
				return nil
			}},
		},
	})
	// A dynamic object owns no symbols; there is one of the class.
	e.attach(s.prototype, s)
}

func (s *storage) object() *goja.Object {
	object := s.env.vm.NewDynamicObject(s)
	if err := object.SetPrototype(s.env.prototype("Storage")); err != nil {
		panic(err)
	}
	return object
}

// DenyLocalStorage does what Chrome does in the pages of packaged apps: reading
// localStorage is reported and gives undefined; an app may put something else in
// its place.
func (p *Platform) DenyLocalStorage() {
	e := p.env
	getter := e.rt.NewFunction("get localStorage", func(goja.FunctionCall) goja.Value {
		e.rt.Console(runtime.Error, "window.localStorage is not available in packaged apps. Use chrome.storage.local instead.")
		return nil
	})
	setter := e.rt.NewFunction("set localStorage", func(c goja.FunctionCall) goja.Value {
		e.vm.GlobalObject().DefineDataProperty("localStorage", c.Argument(0), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		return nil
	})
	e.vm.GlobalObject().DefineAccessorProperty("localStorage", getter, setter, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// storage is a Storage object: its items are its properties, unless the class
// has one of the name.
type storage struct {
	env       *env
	items     StorageItems
	prototype *goja.Object
	own       map[string]goja.Value // what a script put over properties of the class
}

func (s *storage) builtin(key string) bool { return s.prototype.Get(key) != nil }

func (s *storage) value(key string, otherwise goja.Value) goja.Value {
	if text, ok := s.items.Get(key); ok {
		return s.env.vm.ToValue(text)
	}
	return otherwise
}

func (s *storage) set(key, value, failed string) {
	if err := s.items.Set(key, value); err != nil {
		panic(s.env.newDOMException("QuotaExceededError", failed+": Setting the value of '"+key+"' exceeded the quota."))
	}
}

func (s *storage) Get(key string) goja.Value {
	if v, ok := s.own[key]; ok {
		return v
	}
	if s.builtin(key) {
		return nil
	}
	return s.value(key, nil)
}

func (s *storage) Set(key string, v goja.Value) bool {
	if s.builtin(key) {
		s.own[key] = v
	} else {
		s.set(key, s.env.toString(v), "Failed to set a named property '"+key+"' on 'Storage'")
	}
	return true
}

func (s *storage) Has(key string) bool { return s.Get(key) != nil }

func (s *storage) Delete(key string) bool {
	if _, ok := s.own[key]; ok {
		delete(s.own, key)
	} else if !s.builtin(key) {
		s.items.Remove(key)
	}
	return true
}

func (s *storage) Keys() (keys []string) {
	keys = slices.Sorted(maps.Keys(s.own))
	for i := range s.items.Len() {
		if key := s.items.Key(i); !s.builtin(key) {
			keys = append(keys, key)
		}
	}
	return keys
}
