package web_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestInspectLikeNode compares the console with what Node printed; see
// testdata/record.js.
func TestInspectLikeNode(t *testing.T) {
	recorded, err := os.ReadFile("testdata/inspect.txt")
	require.NoError(t, err)
	p := newPage(t)
	for _, c := range strings.Split("\n"+string(recorded), "\n> ")[1:] {
		expression, want, _ := strings.Cut(c, "\n")
		t.Run(expression, func(t *testing.T) {
			// Something in front, or a string would be printed bare.
			got := strings.Join(p.run(t, "console.log('', ("+expression+"))"), "\n")
			require.Equal(t, strings.TrimSuffix(want, "\n"), strings.TrimPrefix(got, " "))
		})
	}
}

// Errors have the engine's frames, so Node's record is no help here.
func TestInspectErrors(t *testing.T) {
	for _, c := range []struct{ name, script, want string }{
		{"plain", `console.log(new Error('plain'))`, "Error: plain\n    at test.js:1:13"},
		{"frames", `function f() { return new TypeError('in f') }
			console.log('before', f())`, "before TypeError: in f\n    at f (test.js:1:23)\n    at test.js:2:27"},
		{"indented", `console.log({ e: new Error('x'), n: 1 })`, "{\n  e: Error: x\n      at test.js:1:18,\n  n: 1\n}"},
		{"two lines", `console.log([new RangeError('a\nb')])`, "[\n  RangeError: a\n  b\n      at test.js:1:14\n]"},
		{"own properties", `console.log(Object.assign(new Error('x'), { code: -15 }))`, "Error: x\n    at test.js:1:27 {\n  code: -15\n}"},
		{"class", `class MyError extends Error {}; console.log(new MyError('x'))`, "MyError: x\n    at test.js:1:45"},
		{"name property", `var e = new Error('x'); e.name = 'Special'; console.log(e)`, "Special: x\n    at test.js:1:9"},
		{"message changed", `var e = new Error('x'); e.message = 'y'; console.log(e)`, "Error: y\n    at test.js:1:9"},
		{"no stack", `var e = new Error('x'); e.stack = undefined; console.log(e)`, "[Error: x]"},
		{"cause", `console.log(new Error('x', { cause: 'why' }))`, "Error: x\n    at test.js:1:13 {\n  [cause]: 'why'\n}"},
		{"aggregate", `console.log(new AggregateError([1], 'x'))`, "AggregateError: x\n    at test.js:1:13 {\n  [errors]: [ 1 ]\n}"},
		{"DOMException", `try { atob('%') } catch (e) { console.log(e) }`,
			"DOMException [InvalidCharacterError]: Failed to execute 'atob' on 'Window': The string to be decoded is not correctly encoded.\n    at test.js:1:11"},
		{"thrown by the engine", `try { undefined.x } catch (e) { console.log(e) }`,
			"TypeError: Cannot read property 'x' of undefined\n    at test.js:1:17"},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, text(t, c.script)) })
	}
}

// What an app prints must never break it, and printing must not run its code.
func TestInspectHostileValues(t *testing.T) {
	const hostile = `{ get() { throw 1 }, has() { throw 2 }, ownKeys() { throw 3 }, getPrototypeOf() { throw 4 },
		getOwnPropertyDescriptor() { throw 5 } }`
	for _, c := range []struct{ name, script, want string }{
		{"getter", `console.log({ get a() { throw 1 } })`, "{ a: [Getter] }"},
		{"toString", `console.log({ toString() { throw 1 } })`, "{ toString: [Function: toString] }"},
		{"%s with toString", `console.log('%s', { toString() { throw 1 } })`, "{ toString: [Function: toString] }"},
		{"%d with valueOf", `console.log('%d', { valueOf() { throw 1 } })`, "NaN"},
		{"proxy", `console.log(new Proxy({ a: 1 }, ` + hostile + `))`, "{ a: 1 }"},
		{"proxy as prototype", `console.log(Object.create(new Proxy({}, ` + hostile + `)), 'still here')`,
			"[a value that cannot be shown] still here"},
		{"toStringTag", `console.log({ get [Symbol.toStringTag]() { throw 1 } })`, "{ [Symbol(Symbol.toStringTag)]: [Getter] }"},
		{"name of the class", `class C { static get name() { throw 1 } }; console.log(new C)`, "{}"},
		{"message of an error", `var e = new Error; Object.defineProperty(e, 'message', { get() { throw 1 } }); console.log(e)`,
			"[a value that cannot be shown]"},
		{"label", `console.count({ toString() { throw 1 } })`, "{ toString: [Function: toString] }: 1"},
		{"table", `console.table([{ get a() { throw 1 } }])`, "[ { a: [Getter] } ]"},
		{"detached buffer", `var b = new ArrayBuffer(2), v = new Uint8Array(b), d = new DataView(b)
			structuredClone(b, { transfer: [b] }); console.log(b, v)`, "ArrayBuffer { (detached), byteLength: 0 } Uint8Array(0) []"},
		{"replaced built-ins", `
			Object.getOwnPropertyDescriptor = Object.keys = Function.prototype.toString = Map.prototype.forEach = () => { throw 1 }
			console.log({ a: 1 }, new Map([[1, class {}]]))`, "{ a: 1 } Map(1) { 1 => [class (anonymous)] }"},
		{"endless nesting", `var o = {}; for (var i = 0; i < 1e5; i++) o = { o }; console.dir(o, { depth: 1 })`, "{ o: { o: [Object] } }"},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, text(t, c.script)) })
	}
}

func TestInspectLongOutputIsCut(t *testing.T) {
	got := text(t, `var wide = []; for (var i = 0; i < 100; i++) wide.push({ s: 'x'.repeat(9000) })
		console.log({ a: wide, b: wide, c: wide, d: wide, e: wide, f: wide, g: wide, h: wide, i: wide, j: wide })`)
	require.Less(t, len(got), 10<<20)
	require.Contains(t, got, "j: [Array]")
}

func TestInspectDepthIsLimited(t *testing.T) {
	got := text(t, `var o = {}; for (var i = 0; i < 1e5; i++) o = { o }; console.dir(o, { depth: null })`)
	require.Equal(t, 201, strings.Count(got, "o:"))
	require.Contains(t, got, "[Object]")
}

func TestInspectHostObject(t *testing.T) {
	p := newPage(t)
	p.VM().Set("event", p.VM().NewDynamicObject(event{}))
	require.Equal(t, []string{"{ socketId: 7, resultCode: 0 }"}, p.run(t, `console.log(event)`))
}
