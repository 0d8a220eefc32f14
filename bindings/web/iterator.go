package web

import "github.com/dop251/goja"

// pairIterator is the Go side of the iterators of the classes that Web IDL
// calls iterable: next gives what comes, or nil at the end.
type pairIterator struct{ next func() goja.Value }

// definePairs gives a class of pairs entries, keys, values, forEach and its
// Symbol.iterator. at returns the pair with an index; the pairs may change
// meanwhile.
func definePairs[S any](e *env, name string, prototype *goja.Object, at func(S, int) (pair [2]goja.Value, ok bool)) {
	iterator := e.vm.CreateObject(e.iteratorPrototype.Object())
	e.method(iterator, name+" Iterator", "next", 0, func(c goja.FunctionCall) goja.Value {
		result, value := e.vm.NewObject(), stateOf[*pairIterator](e, c.This).next()
		done := value == nil
		if done {
			value = goja.Undefined()
		}
		result.Set("value", value)
		result.Set("done", done)
		return result
	})
	iterator.DefineDataPropertySymbol(goja.SymToStringTag, e.vm.ToValue(name+" Iterator"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)

	walk := func(function string, show func(pair [2]goja.Value) goja.Value) {
		e.method(prototype, name, function, 0, func(c goja.FunctionCall) goja.Value {
			s, i := stateOf[S](e, c.This), 0
			return e.instance(iterator, &pairIterator{func() goja.Value {
				pair, ok := at(s, i)
				if !ok {
					return nil
				}
				i++
				return show(pair)
			}})
		})
	}
	walk("entries", func(pair [2]goja.Value) goja.Value { return e.vm.NewArray(pair[0], pair[1]) })
	e.method(prototype, name, "forEach", 1, func(c goja.FunctionCall) goja.Value {
		s := stateOf[S](e, c.This)
		if _, ok := goja.AssertFunction(c.Argument(0)); !ok {
			e.throwType("Failed to execute 'forEach' on '%s': parameter 1 is not of type 'Function'.", name)
		}
		callback, this, object := c.Argument(0).Export().(native), c.Argument(1), c.This
		for i := 0; ; i++ {
			pair, ok := at(s, i)
			if !ok {
				return nil
			}
			callback(call(this, pair[1], pair[0], object))
		}
	})
	walk("keys", func(pair [2]goja.Value) goja.Value { return pair[0] })
	walk("values", func(pair [2]goja.Value) goja.Value { return pair[1] })
	prototype.DefineDataPropertySymbol(goja.SymIterator, prototype.Get("entries"), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// findIteratorPrototype finds the prototype of all iterators.
func (e *env) findIteratorPrototype() *goja.Object {
	values := e.vm.NewArray().GetSymbol(goja.SymIterator).Export().(native)
	iterator := values(call(e.vm.NewArray())).(*goja.Object)
	return iterator.Prototype().Prototype()
}
