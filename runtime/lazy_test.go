package runtime_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

// lazyCases are what scripts do to a global named Thing, an object. Each gives
// what it gives when the property is an ordinary one.
var lazyCases = []string{
	`typeof Thing`,
	`Thing === Thing && Thing === globalThis.Thing`,
	`'Thing' in globalThis`,
	`globalThis.hasOwnProperty('Thing')`,
	`JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'Thing'))`,
	`JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, {toString() { return 'Thing' }}))`,
	`JSON.stringify(Reflect.getOwnPropertyDescriptor(globalThis, 'Thing'))`,
	`JSON.stringify(Object.getOwnPropertyDescriptors(globalThis).Thing)`,
	`Object.getOwnPropertyDescriptor(globalThis, Symbol.iterator)`,
	`Object.getOwnPropertyNames(globalThis).indexOf('Thing') === Object.getOwnPropertyNames(globalThis).length - 2`,
	`Object.keys(globalThis).includes('Thing')`,
	`Object.assign({}, globalThis).Thing`,
	`(function () { for (var k in globalThis) if (k === 'Thing') return k })()`,
	`Thing = 1; JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'Thing'))`,
	`'use strict'; Thing = 1; typeof Thing`,
	`globalThis.Thing = undefined; String(Thing)`,
	`(function () { 'use strict'; this.Thing = 2 }).call(globalThis); Thing`,
	`var Thing; typeof Thing`,
	`var Thing = Thing || 'mine'; typeof Thing`,
	`var Thing = 'mine'; JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'Thing'))`,
	`function Thing() {} typeof Thing + JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'Thing'))`,
	`let Thing = 'mine'; Thing + typeof globalThis.Thing`,
	`const Thing = 'mine'; Thing`,
	`class Thing {} typeof Thing`,
	`delete globalThis.Thing && 'Thing' in globalThis`,
	`delete globalThis.Thing; String(Object.getOwnPropertyDescriptor(globalThis, 'Thing'))`,
	`delete globalThis.Thing; globalThis.Thing = 3; JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'Thing'))`,
	`Object.defineProperty(globalThis, 'Thing', {enumerable: true}); typeof Thing + JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'Thing'))`,
	`Object.defineProperty(globalThis, 'Thing', {writable: false}); Thing = 1; typeof Thing`,
	`Object.defineProperties(globalThis, {Thing: {configurable: false}}); JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'Thing'))`,
	`Reflect.defineProperty(globalThis, 'Thing', {configurable: false}) + JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, 'Thing'))`,
	`Object.defineProperty(globalThis, 'Thing', {get() { return 'mine' }}); Thing + typeof Object.getOwnPropertyDescriptor(globalThis, 'Thing').get`,
	`var heir = Object.create(globalThis); heir.Thing = 4; heir.Thing + typeof Thing + heir.hasOwnProperty('Thing')`,
	`var heir = Object.create(globalThis); typeof heir.Thing + heir.hasOwnProperty('Thing')`,
	`Object.freeze(holder); holder.Thing = 1; typeof holder.Thing + Object.isFrozen(holder)`,
	`Object.seal(holder); holder.Thing = 1; holder.Thing + JSON.stringify(Object.getOwnPropertyDescriptor(holder, 'Thing'))`,
	`Object.preventExtensions(holder); typeof holder.Thing + JSON.stringify(Object.getOwnPropertyDescriptor(holder, 'Thing'))`,
	`JSON.stringify(holder)`,
	`Object.entries(holder).length + Object.keys(holder).join()`,
	`var {Thing: renamed} = holder; JSON.stringify(renamed)`,
}

func TestLazyIsAsOrdinary(t *testing.T) {
	for _, code := range lazyCases {
		result := func(lazy bool) string {
			h := newHost(t)
			vm := h.VM()
			holder := vm.NewObject()
			thing := func() goja.Value {
				o := vm.NewObject()
				o.Set("a", 1)
				return o
			}
			holder.Set("before", 0)
			if lazy {
				h.Lazy(vm.GlobalObject(), "Thing", false, thing)
				h.Lazy(holder, "Thing", true, thing)
			} else {
				vm.GlobalObject().DefineDataProperty("Thing", thing(), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
				holder.Set("Thing", thing())
			}
			holder.Set("after", 0)
			vm.Set("holder", holder)
			h.Prepare(code)
			v, err := vm.RunScript("app.js", code)
			require.NoError(t, err, code)
			return v.String()
		}
		require.Equal(t, result(false), result(true), code)
	}
}

// The value is made once, and only when somebody asks.
func TestLazyIsLazy(t *testing.T) {
	h := newHost(t)
	made := 0
	for _, name := range []string{"Thing", "Other"} {
		h.Lazy(h.VM().GlobalObject(), name, true, func() goja.Value {
			made++
			return h.VM().NewObject()
		})
	}
	h.run(t, `'Thing' in globalThis; Object.keys(globalThis); Object.getOwnPropertyNames(globalThis); Object.getOwnPropertyDescriptor(globalThis, 'none'); var Other; Object.freeze({})`)
	require.Zero(t, made)
	h.run(t, `Thing; Thing; globalThis.Thing; Object.getOwnPropertyDescriptor(globalThis, 'Thing')`)
	require.Equal(t, 1, made)
	h.run(t, `Other = 1`)
	h.run(t, `Object.getOwnPropertyDescriptors(globalThis)`)
	require.Equal(t, 1, made)
}

// A fault in what makes the value is an error of the script, and the next one who
// asks tries again.
func TestLazyFault(t *testing.T) {
	h := newHost(t)
	faulty := true
	h.Lazy(h.VM().GlobalObject(), "Thing", true, func() goja.Value {
		if faulty {
			panic("broken")
		}
		return h.VM().ToValue("whole")
	})
	h.run(t, `try { Thing } catch (e) { out(e.message) }`)
	faulty = false
	h.run(t, `out(Thing)`)
	require.Equal(t, []string{"internal error in Thing: broken", "whole"}, h.outs)
}
