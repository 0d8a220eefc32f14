package runtime

import "github.com/dop251/goja"

// wellKnown are the symbols of the language that the engine does not have. Like
// all well-known ones they are the same in every realm.
var wellKnown = map[string]*goja.Symbol{
	"asyncIterator": goja.NewSymbol("Symbol.asyncIterator"),
	"asyncDispose":  goja.NewSymbol("Symbol.asyncDispose"),
	"dispose":       goja.NewSymbol("Symbol.dispose"),
}

func (r *Runtime) installSymbols() {
	constructor := r.vm.Get("Symbol").(*goja.Object)
	for name, symbol := range wellKnown {
		constructor.DefineDataProperty(name, symbol, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	}
}
