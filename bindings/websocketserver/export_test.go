package websocketserver

import (
	"github.com/dop251/goja"

	"github.com/sockhost/sockhost/sockets/ws"
)

// Deliverer makes a function by which the server o hears of messages as from
// its core. It calls into the engine.
func Deliverer(vm *goja.Runtime, o *goja.Object) func(handle int64, m ws.Message) {
	symbols := vm.Get("Object").(*goja.Object).Get("getOwnPropertySymbols").Export().(native)
	symbol := symbols(call(nil, o)).(*goja.Object).Get("0").(*goja.Symbol)
	s := o.GetSymbol(symbol).Export().(box).state.(*server)
	return func(handle int64, m ws.Message) { s.Message(s.core.Client(handle), m) }
}
