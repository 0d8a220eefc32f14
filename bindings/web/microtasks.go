package web

import "github.com/dop251/goja"

// guardSource makes a microtask that catches, in JavaScript, what its callback
// throws. Calling the callback from Go instead would, in the engine, run the
// rest of the queue inside the microtask, out of order.
const guardSource = `(function(callback, report) {
	return function() { try { callback() } catch (thrown) { report(thrown) } }
})`

func (e *env) installMicrotasks() {
	report := e.rt.NewFunction("report", func(call goja.FunctionCall) goja.Value {
		e.rt.ReportThrown("Uncaught ", call.Argument(0))
		return nil
	})
	var guard native // compiled when first needed
	e.operation("queueMicrotask", 1, func(c goja.FunctionCall) goja.Value {
		callback := c.Argument(0)
		if _, ok := goja.AssertFunction(callback); !ok {
			e.throwType("%s: parameter 1 is not of type 'Function'.", e.failedTo("queueMicrotask"))
		}
		if guard == nil {
			guard = e.compile(guardSource)
		}
		promise, resolve, _ := e.vm.NewPromise()
		if err := resolve(goja.Undefined()); err != nil {
			panic(err)
		}
		e.promiseThen(call(e.vm.ToValue(promise), guard(call(nil, callback, report))))
		return nil
	})
}

// compile makes a function from its source. The name of the file is one that
// the runtime leaves out of the stacks it prints.
func (e *env) compile(source string) native {
	f, err := e.vm.RunProgram(goja.MustCompile("(native)", source, true))
	if err != nil {
		panic(err)
	}
	return f.Export().(native)
}
