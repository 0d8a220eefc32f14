package api

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/runtime"
)

// json are the engine's own functions, for values that go from page to page or
// to a file.
type json struct{ stringify, parse native }

func newJSON(rt *runtime.Runtime) json {
	return json{rt.Intrinsic("JSON", "stringify").Call, rt.Intrinsic("JSON", "parse").Call}
}

// Stringify returns a value as JSON, and false if it has none: a function, a
// symbol, undefined, or something whose toJSON throws.
func (b *Binder) Stringify(v goja.Value) (text string, ok bool) {
	ex := b.vm.Try(func() {
		if s, is := b.json.stringify(argument(v)).(goja.String); is {
			text, ok = s.String(), true
		}
	})
	return text, ok && ex == nil
}

// Parse returns the value of a JSON text that Stringify or Go has made.
func (b *Binder) Parse(text string) goja.Value {
	var v goja.Value
	if ex := b.vm.Try(func() { v = b.json.parse(argument(b.vm.ToValue(text))) }); ex != nil {
		panic(ex)
	}
	return v
}
