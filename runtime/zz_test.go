package runtime_test

import (
	"runtime/metrics"
	"testing"

	"github.com/dop251/goja"
)

func BenchmarkCtor(b *testing.B) {
	for _, kind := range []string{"plain", "proxy", "native"} {
		vm := goja.New()
		orig := vm.Get("Uint8Array").(*goja.Object)
		ctor, _ := goja.AssertConstructor(orig)
		switch kind {
		case "proxy":
			p := vm.NewProxy(orig, &goja.ProxyTrapConfig{Construct: func(target *goja.Object, args []goja.Value, nt *goja.Object) *goja.Object {
				o, err := ctor(nt, args...)
				if err != nil {
					panic(err)
				}
				return o
			}})
			vm.Set("Uint8Array", p)
			orig.Get("prototype").(*goja.Object).Set("constructor", p)
		case "native":
			n := vm.ToValue(func(call goja.ConstructorCall) *goja.Object {
				o, err := ctor(call.NewTarget, call.Arguments...)
				if err != nil {
					panic(err)
				}
				return o
			}).(*goja.Object)
			n.Set("prototype", orig.Get("prototype"))
			n.SetPrototype(orig.Prototype())
			vm.Set("Uint8Array", n)
			orig.Get("prototype").(*goja.Object).Set("constructor", n)
		}
		vm.RunString("var buf = new ArrayBuffer(64); var u=new Uint8Array(buf); function f(n){ for(var i=0;i<n;i++) new Uint8Array(buf) } function g(n){ for(var i=0;i<n;i++) u.subarray(1,2) }")
		f, _ := goja.AssertFunction(vm.Get("f"))
		b.Run(kind, func(b *testing.B) { b.ReportAllocs(); f(nil, vm.ToValue(b.N)) })
		g, _ := goja.AssertFunction(vm.Get("g"))
		b.Run(kind+"-sub", func(b *testing.B) { b.ReportAllocs(); g(nil, vm.ToValue(b.N)) })
	}
}

func BenchmarkMetrics(b *testing.B) {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	for b.Loop() {
		metrics.Read(s)
	}
}
