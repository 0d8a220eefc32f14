package websocketserver

import (
	"crypto/sha1"
	"encoding/base64"
	"strings"

	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/bindings/api"
	"github.com/sockhost/sockhost/runtime"
	"github.com/sockhost/sockhost/sockets/ws"
	"github.com/sockhost/sockhost/sockets/wsserver"
)

// binding is what the objects of one runtime share.
type binding struct {
	api  *api.Binder
	rt   *runtime.Runtime
	vm   *goja.Runtime
	host *wsserver.Host

	// state is the key under which an object keeps its Go side.
	state *goja.Symbol
	classes
	intrinsics

	flags [16]goja.Value // the numbers from 0, for flags and opcodes
}

// classes are the kinds of objects.
type classes struct {
	servers   class[*server]
	clients   class[*client]
	https     class[*httpServer]
	requests  class[*request]
	responses class[*response]
}

// newClasses makes the classes, without objects as yet.
func newClasses(b *binding) classes {
	return classes{
		servers:   class[*server]{name: "websocketserver", members: serverMembers, b: b},
		clients:   class[*client]{name: "WebSocketClient", members: clientMembers, b: b},
		https:     class[*httpServer]{name: "HttpServer", members: httpMembers, b: b},
		requests:  class[*request]{name: "HttpRequest", members: requestMembers, b: b},
		responses: class[*response]{name: "HttpResponse", members: responseMembers, b: b},
	}
}

// native is a function as the engine sees it. Calling it from Go, unlike
// calling a [goja.Callable], is no outermost call.
type native = func(goja.FunctionCall) goja.Value

// intrinsics are functions of the language, taken before any script can change
// them.
type intrinsics struct {
	then      native // of Promise.prototype
	parse     native // of JSON
	stringify native

	newRangeError *runtime.Intrinsic
}

func newIntrinsics(rt *runtime.Runtime) intrinsics {
	return intrinsics{
		rt.Intrinsic("Promise", "prototype", "then").Call,
		rt.Intrinsic("JSON", "parse").Call, rt.Intrinsic("JSON", "stringify").Call,
		rt.Intrinsic("RangeError"),
	}
}

// call is a call of a native function.
func call(this goja.Value, args ...goja.Value) goja.FunctionCall {
	return goja.FunctionCall{This: this, Arguments: args}
}

// Install makes the global websocketserver, whose servers belong to host. It
// must be called before any script has run, on the loop goroutine.
func Install(binder *api.Binder, host *wsserver.Host) {
	rt := binder.Runtime()
	b := &binding{api: binder, rt: rt, vm: rt.VM(), host: host, state: goja.NewSymbol("state"), intrinsics: newIntrinsics(rt)}
	b.classes = newClasses(b)
	rt.Lazy(b.vm.GlobalObject(), "websocketserver", false, func() goja.Value { return b.constructor() })
}

// constructor makes the global.
func (b *binding) constructor() *goja.Object {
	rt := b.rt
	for i := range b.flags {
		b.flags[i] = b.vm.ToValue(i)
	}

	// NewFunction puts the runtime's native boundary around the construction.
	construct := rt.NewFunction("websocketserver", func(call goja.FunctionCall) goja.Value {
		o := call.This.(*goja.Object)
		b.newServer(o)
		return o
	}).Export().(native)
	constructor := b.vm.ToValue(func(c goja.ConstructorCall) *goja.Object {
		// Without new, This is whatever stands before the dot. With new it is
		// a fresh object, and with super one with the prototype of the class.
		o := c.This
		if c.NewTarget == nil {
			o = b.vm.CreateObject(b.servers.proto())
		}
		return construct(call(o)).(*goja.Object)
	}).(*goja.Object)
	constant := func(o *goja.Object, name string, v any, configurable goja.Flag) {
		o.DefineDataProperty(name, b.vm.ToValue(v), goja.FLAG_FALSE, configurable, goja.FLAG_FALSE)
	}
	constant(constructor, "name", "websocketserver", goja.FLAG_TRUE)
	constant(constructor, "prototype", b.servers.proto(), goja.FLAG_FALSE)
	b.servers.proto().DefineDataProperty("constructor", constructor, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)

	// The function is a ready-made server itself.
	for _, s := range statics() {
		constructor.Set(s.name, rt.NewFunction(s.name, func(call goja.FunctionCall) goja.Value { return s.call(b, call) }))
	}
	b.servers.define(constructor)
	constructor.DeleteSymbol(goja.SymToStringTag)
	b.newServer(constructor)
	return constructor
}

// statics are the functions of the constructor that belong to no server.
func statics() []member[*binding] {
	return []member[*binding]{
		{
			name: "sha1", signature: "(data: string | ArrayBuffer | ArrayBufferView): string",
			doc: "The SHA-1 of the data, in Base64. A string counts as its UTF-8 bytes. Other data is a `TypeError`.",
			call: func(b *binding, call goja.FunctionCall) goja.Value {
				_, data, ok := b.payload(call.Argument(0))
				if !ok {
					panic(b.vm.NewTypeError("sha1 needs a string, an ArrayBuffer or a view on one"))
				}
				sum := sha1.Sum(data)
				return b.vm.ToValue(base64.StdEncoding.EncodeToString(sum[:]))
			},
		},
		{
			name: "getSecAccept", signature: "(key: string): string",
			doc: "The `Sec-WebSocket-Accept` that answers a `Sec-WebSocket-Key`. Blanks around the key do not count.",
			call: func(b *binding, call goja.FunctionCall) goja.Value {
				return b.vm.ToValue(ws.AcceptKey(strings.TrimSpace(b.text(call.Argument(0)))))
			},
		},
		{
			name: "getSecKey", signature: "(): string",
			doc:  "A new random `Sec-WebSocket-Key`: 16 bytes in Base64.",
			call: func(b *binding, _ goja.FunctionCall) goja.Value { return b.vm.ToValue(ws.NewKey()) },
		},
	}
}
