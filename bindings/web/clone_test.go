package web_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestStructuredClone(t *testing.T) {
	for _, c := range []struct{ name, script, want string }{
		{"primitives", `[undefined, null, true, 1.5, -0, NaN, 'text', 5n].map(v => structuredClone(v))`,
			"[ undefined, null, true, 1.5, -0, NaN, 'text', 5n ]"},
		{"boxed", `structuredClone([Object(1), Object('s'), Object(false), Object(5n)])`, "[ [Number: 1], [String: 's'], [Boolean: false], [BigInt: 5n] ]"},
		{"date", `structuredClone([new Date(5), new Date(NaN)])`, "[ 1970-01-01T00:00:00.005Z, Invalid Date ]"},
		{"regexp", `(r => { r.lastIndex = 3; var c = structuredClone(r); return [c, c.lastIndex] })(/a\/b/gi)`, `[ /a\/b/gi, 0 ]`},
		{"map", `structuredClone(new Map([['k', { v: 1 }], [{}, new Map()]]))`, "Map(2) { 'k' => { v: 1 }, {} => Map(0) {} }"},
		{"set", `structuredClone(new Set([1, [2]]))`, "Set(2) { 1, [ 2 ] }"},
		{"array", `structuredClone(Object.assign([1, , [3]], { extra: 'x' }))`, "[ 1, <1 empty item>, [ 3 ], extra: 'x' ]"},
		{"sparse array", `structuredClone(Object.assign([], { 1000000: 1 })).length`, "1000001"},
		{"object", `structuredClone({ a: { b: [1] }, 2: 'two' })`, "{ '2': 'two', a: { b: [ 1 ] } }"},
		{"own enumerable properties only", `structuredClone(Object.defineProperty(Object.create({ inherited: 1 }), 'hidden', { value: 2 }))`, "{}"},
		{"symbols are left out", `structuredClone({ [Symbol()]: 1, a: 2 })`, "{ a: 2 }"},
		{"getters run", `structuredClone({ get a() { return { b: 1 } } })`, "{ a: { b: 1 } }"},
		{"the class is lost", `structuredClone(new (class C { constructor() { this.a = 1 } }))`, "{ a: 1 }"},
		{"__proto__ is a name", `Object.getPrototypeOf(structuredClone(JSON.parse('{"__proto__": {"a": 1}}'))) === Object.prototype`, "true"},
		{"arguments", `structuredClone((function() { return arguments })('x'))`, "{ '0': 'x' }"},
		{"cycle", `structuredClone((() => { var a = { list: [] }; a.self = a; a.list.push(a); return a })())`,
			"<ref *1> { list: [ [Circular *1] ], self: [Circular *1] }"},
		{"cycle through a map", `(() => { var m = new Map(); m.set(m, new Set([m])); return structuredClone(m) })()`,
			"<ref *1> Map(1) { [Circular *1] => Set(1) { [Circular *1] } }"},
		{"identity", `(o => { var c = structuredClone([o, o]); return c[0] === c[1] && c[0] !== o })({})`, "true"},
		{"a proxy-like event object", `structuredClone(event)`, "{ socketId: 7, resultCode: 0 }"},

		{"buffer", `(b => { var c = structuredClone(b); new Uint8Array(b)[0] = 9; return c })(bytes(1, 2).buffer)`,
			"ArrayBuffer { [Uint8Contents]: <01 02>, byteLength: 2 }"},
		{"typed array", `structuredClone([new Float32Array([1.5]), new BigInt64Array([5n]), new Uint8ClampedArray(1)])`,
			"[\n  Float32Array(1) [ 1.5 ],\n  BigInt64Array(1) [ 5n ],\n  Uint8ClampedArray(1) [ 0 ]\n]"},
		{"view with an offset", `(c => [c, c.byteOffset, c.buffer.byteLength])(structuredClone(bytes(1, 2, 3, 4).subarray(1, 3)))`,
			"[ Uint8Array(2) [ 2, 3 ], 1, 4 ]"},
		{"views share a buffer", `(b => { var c = structuredClone({ v: new Uint8Array(b, 1), d: new DataView(b, 2, 1), b }); c.v[1] = 7
			return [c.d.getUint8(0), c.d.byteLength, c.v.buffer === c.b, c.d.buffer === c.b, c.b === b] })(bytes(1, 2, 3).buffer)`,
			"[ 7, 1, true, true, false ]"},

		{"error", `(c => [c.constructor === TypeError, c.message, c.stack === e.stack, Object.keys(c).length])(structuredClone(e))`,
			"[ true, 'm', true, 0 ]"},
		{"error class", `structuredClone(Object.assign(new (class Mine extends Error {})('m'), { name: 'Mine', code: 1 })).constructor === Error`, "true"},
		{"error cause", `structuredClone(new Error('m', { cause: { a: 1 } })).cause`, "{ a: 1 }"},
		{"error with another message", `structuredClone(Object.assign(new Error('m'), { message: undefined })).message`, "undefined"},
		{"error without message", `'message' in structuredClone(new Error()) && Object.hasOwn(structuredClone(new Error()), 'message')`, "false"},
		{"DOMException", `(c => [c instanceof DOMException, c.name, c.message, c.code])(structuredClone(new DOMException('m', 'AbortError')))`,
			"[ true, 'AbortError', 'm', 20 ]"},

		{"transfer", `(b => { var c = structuredClone({ b, v: new Uint8Array(b, 1) }, { transfer: [b] }); return [b.byteLength, c.b.byteLength, c.v] })(bytes(1, 2).buffer)`,
			"[ 0, 2, Uint8Array(1) [ 2 ] ]"},
		{"transfer only", `(b => (structuredClone(null, { transfer: [b] }), b.byteLength))(bytes(1).buffer)`, "0"},
		{"transfer nothing", `structuredClone(1, {}) + structuredClone(1, undefined) + structuredClone(1, null) + structuredClone(1, { transfer: [] })`, "4"},
		{"no transfer after a failure", `(b => { thrown(() => structuredClone([b, () => {}], { transfer: [b] })); return b.byteLength })(bytes(1).buffer)`, "1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newPage(t)
			p.VM().Set("event", p.VM().NewDynamicObject(event{}))
			lines := p.run(t, helpers+"var e = new TypeError('m'); console.log("+c.script+")")
			require.Equal(t, []string{c.want}, lines)
		})
	}
}

func TestStructuredCloneErrors(t *testing.T) {
	const failed = "Failed to execute 'structuredClone' on 'Window': "
	for _, c := range []struct{ script, want string }{
		{`structuredClone(() => {})`, "DataCloneError: " + failed + "() => {} could not be cloned."},
		{`structuredClone({ f: class A {} })`, "DataCloneError: " + failed + "class A {} could not be cloned."},
		{`structuredClone(Symbol('s'))`, "DataCloneError: " + failed + "Symbol(s) could not be cloned."},
		{`structuredClone(Object(Symbol('s')))`, "DataCloneError: " + failed + "#<Symbol> could not be cloned."},
		{`structuredClone([new WeakMap])`, "DataCloneError: " + failed + "#<WeakMap> could not be cloned."},
		{`structuredClone(new WeakSet)`, "DataCloneError: " + failed + "#<WeakSet> could not be cloned."},
		{`structuredClone(Promise.resolve())`, "DataCloneError: " + failed + "#<Promise> could not be cloned."},
		{`structuredClone(new Proxy({}, {}))`, "DataCloneError: " + failed + "#<Object> could not be cloned."},
		{`structuredClone(new TextEncoder)`, "DataCloneError: " + failed + "TextEncoder object could not be cloned."},
		{`structuredClone(detached().buffer)`, "DataCloneError: " + failed + "An ArrayBuffer is detached and could not be cloned."},
		{`structuredClone(detached())`, "DataCloneError: " + failed + "An ArrayBuffer is detached and could not be cloned."},
		{`structuredClone(1, { transfer: [{}] })`, "DataCloneError: " + failed + "Value at index 0 does not have a transferable type."},
		{`structuredClone(1, { transfer: [5] })`, "DataCloneError: " + failed + "Value at index 0 does not have a transferable type."},
		{`structuredClone(1, { transfer: [buffer, buffer] })`, "DataCloneError: " + failed + "ArrayBuffer at index 1 is a duplicate of an earlier ArrayBuffer."},
		{`structuredClone(1, { transfer: [detached().buffer] })`, "DataCloneError: " + failed + "ArrayBuffer at index 0 is already detached."},
		{`structuredClone(1, 5)`, "TypeError: " + failed[:len(failed)-2] + ": The provided value is not of type 'object'."},
		{`structuredClone()`, "TypeError: " + failed + "1 argument required, but only 0 present."},
		{`structuredClone({ get a() { throw new Error('from the getter') } })`, "Error: from the getter"},
		{`var o = {}; for (var i = 0; i < 20000; i++) o = { o }; structuredClone(o)`, "RangeError: Maximum call stack size exceeded"},
	} {
		t.Run(c.script, func(t *testing.T) {
			require.Equal(t, c.want, text(t, helpers+"var buffer = new ArrayBuffer(1); console.log(thrown(() => { "+c.script+" }))"))
		})
	}
}
