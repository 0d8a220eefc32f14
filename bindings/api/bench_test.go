package api_test

import (
	"testing"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

// echo is a namespace with the shape of the hot path: data comes in with an
// event and goes out with a call.
var echo = api.Namespace{
	Name: "echo",
	Methods: []api.Method{{
		Name:         "send",
		Params:       []api.Param{{Name: "socketId", Type: api.IntegerType}, {Name: "data", Type: api.BinaryType}},
		CallbackOnly: true,
		Do:           func(c *api.Call) { c.Int(0); c.Bytes(1) },
	}},
	Events: []api.Event{{Name: "onReceive"}},
}

func benchmark(b *testing.B, script string, run func(b *testing.B, binder *api.Binder, events map[string]*api.EventSource, vm *goja.Runtime)) {
	loop, err := eventloop.New(eventloop.WithBackend(eventloop.Portable))
	if err != nil {
		b.Fatal(err)
	}
	defer loop.Close()
	rt := runtime.New(loop, runtime.Options{Console: func(_ runtime.Level, text string) { b.Error(text) }})
	defer rt.Close()
	binder := api.NewBinder(rt)
	events := binder.Install(&echo)
	if err := rt.RunScript("bench.js", script); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	run(b, binder, events, rt.VM())
}

// BenchmarkCall is one checked call: id, data and callback.
func BenchmarkCall(b *testing.B) {
	const script = `
		var data = new ArrayBuffer(64), view = new Uint8Array(data), answer = function () {};
		function calls(n, data) { for (var i = 0; i < n; i++) chrome.echo.send(7, data, answer); }`
	for _, data := range []string{"data", "view"} {
		b.Run(data, func(b *testing.B) {
			benchmark(b, script, func(b *testing.B, _ *api.Binder, _ map[string]*api.EventSource, vm *goja.Runtime) {
				calls, _ := goja.AssertFunction(vm.Get("calls"))
				if _, err := calls(goja.Undefined(), vm.ToValue(b.N), vm.Get(data)); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

// BenchmarkEmit is one event to one listener that reads what it gets.
func BenchmarkEmit(b *testing.B) {
	const script = `chrome.echo.onReceive.addListener(function (info) { info.socketId; info.data; });`
	benchmark(b, script, func(b *testing.B, binder *api.Binder, events map[string]*api.EventSource, vm *goja.Runtime) {
		id, data := vm.ToValue(1000), make([]byte, 64)
		for b.Loop() {
			events["onReceive"].Emit(binder.Record(api.Field{Name: "data", Value: binder.Bytes(data)}, api.Field{Name: "socketId", Value: id}))
		}
	})
}
