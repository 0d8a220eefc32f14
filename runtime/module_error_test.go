package runtime_test

import (
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime"
)

func TestModuleErrors(t *testing.T) {
	for _, c := range []struct{ name, files, want, caret, stack string }{
		{"syntax", "-- main.js --\nimport './a.js'\n-- a.js --\nlet é = 'é' x\n",
			"a.js:1:13: SyntaxError: Expected \";\" but found \"x\"", "let é = 'é' x\n            ^", ""},
		{"syntax at the end", "-- main.js --\nlet a =\n", "main.js:2:1: SyntaxError: Unexpected end of input", "", ""},
		{"syntax in TypeScript", "-- main.js --\nimport './a.ts'\n-- a.ts --\ninterface I {\n  a: number\n}\nlet a: I = { a: };",
			"a.ts:4:17: SyntaxError: Unexpected token }", "let a: I = { a: };\n                ^", ""},
		{"await in a function", "-- main.js --\n\nfunction f() { await 1 }",
			"main.js:2:16: SyntaxError: \"await\" can only be used inside an \"async\" function", "function f() { await 1 }\n               ^", ""},
		{"what only the engine refuses", "-- main.js --\n\nlet x = 1, r = /(?a)/", "main.js:2:16: SyntaxError: Invalid group", "let x = 1, r = /(?a)/\n               ^", ""},
		{"no export", "-- main.js --\nimport { a,\n  b as c } from './a.js'\n-- a.js --\nexport const a = 1",
			"main.js:2:3: SyntaxError: The requested module './a.js' does not provide an export named 'b'", "  b as c } from './a.js'\n  ^", ""},
		{"no default", "-- main.js --\n/* é */ import a from './a.js'\n-- a.js --\nexport const a = 1",
			"main.js:1:16: SyntaxError: The requested module './a.js' does not provide an export named 'default'", "/* é */ import a from './a.js'\n               ^", ""},
		{"no export, deeper", "-- main.js --\nimport './a.js'\n-- a.js --\n\nexport { x } from './b.js'\n-- b.js --\n",
			"a.js:2:10: SyntaxError: The requested module './b.js' does not provide an export named 'x'", "export { x } from './b.js'\n         ^", ""},
		{"ambiguous", "-- main.js --\nimport { x } from './a.js'\n-- a.js --\nexport * from './b.js'; export * from './c.js'\n-- b.js --\nexport const x = 1\n-- c.js --\nexport const x = 1",
			"main.js:1:10: SyntaxError: The requested module './a.js' contains conflicting star exports for name 'x'", "import { x } from './a.js'\n         ^", ""},
		{"cycle of exports", "-- main.js --\nexport { x } from './a.js'\n-- a.js --\nexport { x } from './main.js'",
			"a.js:1:10: SyntaxError: The requested module './main.js' does not provide an export named 'x'", "export { x } from './main.js'\n         ^", ""},
		{"missing", "-- main.js --\nlet a = 1\nimport { b } from './nope.js'",
			"main.js:2:19: Error: Cannot read module: open nope.js: file does not exist", "import { b } from './nope.js'\n                  ^", ""},
		{"bare", "-- main.js --\nimport 'lodash'",
			`main.js:1:8: TypeError: Failed to resolve module specifier "lodash". Relative references must start with either "/", "./", or "../".`, "import 'lodash'\n       ^", ""},
		{"another origin", "-- main.js --\nimport 'https://a.example/x.js'",
			"main.js:1:8: Error: Cannot find module 'https://a.example/x.js': only " + origin + "/ has modules", "import 'https://a.example/x.js'\n       ^", ""},
		{"broken JSON", "-- main.js --\nimport './a.json'\n-- a.json --\n{", "a.json:1:2: SyntaxError: Unexpected end of JSON input", "{\n ^", ""},
		{"wrong JSON", "-- main.js --\nimport a from './a.json'\n-- a.json --\n[1,\n  é]", "a.json:2:3: SyntaxError: Unexpected token é in JSON", "  é]\n  ^", ""},
		{"a cycle that reads too early", "-- main.js --\nimport { b } from './b.js'\nexport let a = b\n-- b.js --\nimport { a } from './main.js'\n\nexport const b = a + 1",
			"b.js:3:18: ReferenceError: Cannot access a variable before initialization", "export const b = a + 1\n                 ^", "\n    at b.js:3:18"},
		{"thrown", "-- main.js --\nimport { f } from './a.js'\n\nfunction g() { f() }\ng()\n-- a.js --\n// é\nexport function f() {\n  null.x\n}",
			"a.js:3:8: TypeError: Cannot read property 'x' of undefined", "  null.x\n       ^", "\n    at f (a.js:3:8)\n    at g (main.js:3:16)\n    at main.js:4:1"},
		{"thrown in a dependency", "-- main.js --\nimport './a.js'; out('never')\n-- a.js --\nthrow new Error('a')", "a.js:1:7: Error: a", "throw new Error('a')\n      ^", "\n    at a.js:1:7"},
		{"thrown after await", "-- main.js --\nimport './a.js'; out('never')\n-- a.js --\nawait 0\nthrow new Error('a')", "a.js:2:7: Error: a", "throw new Error('a')\n      ^", "\n    at a.js:2:7"},
		{"value thrown after await", "-- main.js --\nawait 0; throw 5", "main.js: 5", "", ""},
		{"in TypeScript", "-- main.js --\nimport './a.ts'\n-- a.ts --\nenum E { A }\ninterface I {\n}\nfunction f(x: number): I { throw new Error('t') }\n  f(1)",
			"a.ts:4:34: Error: t", "function f(x: number): I { throw new Error('t') }\n                                 ^", "\n    at f (a.ts:4:34)\n    at a.ts:5:3"},
		{"in an async generator", "-- main.js --\nasync function* f() {\n  yield 1;\n  throw new Error('g')\n}\nfor await (const x of f()) out(x)",
			"main.js:3:9: Error: g", "  throw new Error('g')\n        ^", "\n    at main.js:3:9\n    at main.js:5:1"},
		{"a type error of syntax", "-- main.js --\nimport './a.ts'\n-- a.ts --\ninterface A {\n  x: number\n}\nlet y: A = { x: 1 ;", "a.ts:4:19: SyntaxError: Expected \"}\" but found \";\"", "let y: A = { x: 1 ;\n                  ^", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newHost(t)
			var e *runtime.ScriptError
			require.ErrorAs(t, h.RunModule("main.js", site(c.files)), &e)
			require.Equal(t, c.want, e.Error())
			require.Equal(t, c.caret, e.Caret())
			require.Equal(t, c.stack, e.Stack)
			require.NotContains(t, h.outs, "never")
			require.Empty(t, h.printed)
		})
	}
}

// What was wrong with a module may be right when it is imported again; what it
// threw stays.
func TestModuleAfterError(t *testing.T) {
	files := files("-- main.js --\nimport './a.js'\n-- a.js --\nimport './nope.js'\n-- throws.js --\nout('throws'); throw new Error('again')")
	pkg := &runtime.Package{FS: files, Origin: origin}
	h := newHost(t)
	require.ErrorContains(t, h.RunModule("main.js", pkg), "nope.js")
	files["nope.js"] = files["main.js"]
	files["a.js"].Data = []byte("out('now')")
	require.NoError(t, h.RunModule("main.js", pkg))
	require.Equal(t, "now", h.out())
	require.ErrorContains(t, h.RunModule("throws.js", pkg), "again")
	require.ErrorContains(t, h.RunModule("throws.js", pkg), "again")
	require.Equal(t, "throws", h.out())
}

// What a module throws after RunModule has returned is uncaught.
func TestModuleFailsLater(t *testing.T) {
	h := newHost(t)
	h.run(t, "var later")
	require.NoError(t, h.RunModule("main.js", site("-- main.js --\nimport './a.js'\n-- a.js --\nawait new Promise(f => { later = f })\nthrow new Error('late')")))
	require.Empty(t, h.printed)
	require.True(t, h.Call("later", h.function(t, "later")))
	require.Equal(t, []string{"Uncaught Error: late\n    at a.js:2:7"}, h.printed)
}

func TestModuleInterrupted(t *testing.T) {
	h := newHost(t)
	h.VM().Set("stop", func() { h.Interrupt("enough") })
	var interrupted *goja.InterruptedError
	require.ErrorAs(t, h.RunModule("main.js", site("-- main.js --\nstop(); for (;;);")), &interrupted)
	require.NoError(t, h.RunModule("next.js", site("-- next.js --\nout('goes on')")))
	require.Equal(t, "goes on", h.out())
}

func TestModuleInClosedPage(t *testing.T) {
	h := newHost(t)
	h.Close()
	require.ErrorContains(t, h.RunModule("main.js", site("-- main.js --\nout(1)")), "closed")
	require.Empty(t, h.outs)
}

// Names that are no URLs are shown as they are.
func TestModuleNames(t *testing.T) {
	h := newHost(t)
	var e *runtime.ScriptError
	err := h.RunModule("a b/é%.js", site("-- a b/é%.js --\nimport './c%20d.js'\n-- a b/c d.js --\nconst f = () => { throw new Error(import.meta.url) }\nPromise.reject(new Error('async')); f()"))
	require.ErrorAs(t, err, &e)
	require.Equal(t, "a b/c d.js:1:25: Error: "+origin+"/a%20b/c%20d.js", e.Error())
	require.Equal(t, "\n    at f (a b/c d.js:1:25)\n    at a b/c d.js:2:37", e.Stack)
	require.Equal(t, []string{"Uncaught (in promise) Error: async\n    at a b/c d.js:2:16"}, h.printed)
}

// A classic script that went through esbuild keeps its positions.
func TestLoweredPositions(t *testing.T) {
	for _, c := range []struct{ name, src, want, caret string }{
		{"thrown", "async function* f() {}\nlet é = 'é'; function g() { null.x }\ng()", "app.js:2:34: TypeError: Cannot read property 'x' of undefined", "let é = 'é'; function g() { null.x }\n                                 ^"},
		{"a later fault", "async function* f() {}\n\nvar a = ;", "app.js:3:9: SyntaxError: Unexpected token ;", "var a = ;\n        ^"},
		{"a fault for the engine alone", "async function* f() {}\n\nvar a = /(?a)/", "app.js:3:9: SyntaxError: Invalid group", "var a = /(?a)/\n        ^"},
		{"import", "async function* f() {}\nimport 'a'", "app.js:2:1: SyntaxError: Cannot use import outside a module", "import 'a'\n^"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := scriptError(t, newHost(t), c.src)
			require.Equal(t, c.want, e.Error())
			require.Equal(t, c.caret, e.Caret())
		})
	}
}

// TestMissingImport: import() of what is not there says where it stands.
func TestMissingImport(t *testing.T) {
	h := newHost(t, func(o *runtime.Options) { o.Files = site("") })
	h.run(t, "let a = 'import(x)'\n\n/* é */ import(\n  './nope.js')")
	require.Equal(t, []string{"Uncaught (in promise) Error: Cannot read module: open nope.js: file does not exist\n    at app.js:3:9"}, h.printed)

	h = newHost(t)
	require.NoError(t, h.RunModule("main.js", site("-- main.js --\nexport {}\nimport(`./nope.js`).catch(e => out(e.message, e.stack.split('\\n')[1]))")))
	require.Equal(t, "Cannot read module: open nope.js: file does not exist     at main.js:2:1", h.out())
}
