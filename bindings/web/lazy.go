package web

import "github.com/dop251/goja"

// lazily makes globals that install defines together when the first of them is
// asked for, so that programs without them start as if they were not there.
// Until then a global is an accessor property; what the app puts in its place
// stays. The function returned installs them for Go.
func (e *env) lazily(install func(), names ...string) (now func()) {
	global := e.vm.GlobalObject()
	getters := make([]goja.Value, len(names))
	done := false
	now = func() {
		if done {
			return
		}
		done = true
		type replaced struct {
			name       string
			descriptor goja.Value
		}
		var theirs []replaced
		for i, name := range names {
			descriptor := e.ownDescriptor(call(nil, global, e.vm.ToValue(name)))
			if o, ok := descriptor.(*goja.Object); !ok || o.Get("get") != getters[i] {
				theirs = append(theirs, replaced{name, descriptor})
			}
		}
		install()
		for _, r := range theirs {
			if o, ok := r.descriptor.(*goja.Object); ok {
				e.defineProperty(call(nil, global, e.vm.ToValue(r.name), o))
			} else {
				global.Delete(r.name)
			}
		}
	}
	for i, name := range names {
		getter := e.rt.NewFunction("get "+name, func(goja.FunctionCall) goja.Value {
			now()
			return global.Get(name)
		})
		setter := e.rt.NewFunction("set "+name, func(c goja.FunctionCall) goja.Value {
			e.hidden(name, c.Argument(0))
			return nil
		})
		getters[i] = getter
		global.DefineAccessorProperty(name, getter, setter, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	return now
}
