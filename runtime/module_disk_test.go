package runtime_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime"
)

func TestModulesOnDisk(t *testing.T) {
	for _, c := range []struct{ name, files, script, want string }{
		{"relative", "-- a/lib.mjs --\nimport './b.mjs'; export const a = 1\n-- a/b.mjs --\nout('b')", "import { a } from './a/lib.mjs'; out(a)", "b; 1"},
		{"without an extension", "-- lib.ts --\nexport const a: number = 1\n-- dir/index.js --\nexport const b = 2", "import { a } from './lib'; import { b } from './dir'; out(a, b)", "1 2"},
		{"TypeScript under a JavaScript name", "-- lib.ts --\nexport const a: number = 1", "import { a } from './lib.js'; out(a)", "1"},
		{"file URL", "-- lib.mjs --\nexport default import.meta.url", "const url = new URL; function URL() { return import.meta.resolve('./lib.mjs') + '' } out((await import(import.meta.resolve('./lib.mjs'))).default.slice(-7))", "lib.mjs"},
		{"core", "", "import { Buffer } from 'node:buffer'; import util, { format } from 'util'; out(Buffer.from('a')[0], format('%d', 1), util.format === format)", "97 1 true"},
		{"shared with require", "-- lib.cjs --\nout('once'); exports.a = 1", "import { a } from './lib.cjs'; out(a, globalThis.require('./lib.cjs').a)", "once; 1 1"},
		{"CommonJS exports", "-- lib.js --\nmodule.exports = function f() { return 1 }; module.exports.x = 2", "import f, { x } from './lib.js'; import * as ns from './lib.js'; out(f(), x, Object.keys(ns))", "1 2 default,x"},
		{"CommonJS through a star", "-- lib.mjs --\nexport * from './c.cjs'; export const b = 2\n-- c.cjs --\nexports.a = 1", "import { a, b } from './lib.mjs'; out(a, b)", "1 2"},
		{"a missing CommonJS export", "-- lib.cjs --\nexports.a = 1", "import { b } from './lib.cjs'; try { b } catch (e) { out(e.message) }", "The requested module 'lib.cjs' does not provide an export named 'b'"},
		{"CommonJS in TypeScript", "-- lib.cts --\ntype T = number; const a: T = 1; module.exports = { a }", "import { a } from './lib.cts'; out(a)", "1"},
		{"type module", "-- pkg/package.json --\n{\"type\": \"module\"}\n-- pkg/a.js --\nexport default typeof this; 'module.exports'", "import a from './pkg/a.js'; out(a)", "undefined"},
		{"type commonjs", "-- pkg/package.json --\n{\"type\": \"commonjs\"}\n-- pkg/a.js --\nthis.a = 1", "import { a } from './pkg/a.js'; out(a)", "1"},
		{"package main", "-- node_modules/m/package.json --\n{\"main\": \"lib\"}\n-- node_modules/m/lib.js --\nexports.a = 1", "import { a } from 'm'; out(a)", "1"},
		{"package exports", "-- node_modules/m/package.json --\n{\"exports\": {\"import\": \"./i.mjs\", \"require\": \"./r.js\"}}\n-- node_modules/m/i.mjs --\nexport const a = 'import'\n-- node_modules/m/r.js --\n", "import { a } from 'm'; out(a)", "import"},
		{"package exports, conditions in order", "-- node_modules/m/package.json --\n{\"exports\": {\".\": {\"browser\": \"./no.js\", \"default\": {\"require\": \"./no.js\", \"default\": \"./i.mjs\"}}}}\n-- node_modules/m/i.mjs --\nexport const a = 1", "import { a } from 'm'; out(a)", "1"},
		{"package exports, patterns", "-- node_modules/@s/m/package.json --\n{\"exports\": {\"./f/*.js\": \"./src/*.mjs\", \"./*\": null}}\n-- node_modules/@s/m/src/x.mjs --\nexport const a = 1", "import { a } from '@s/m/f/x.js'; out(a); import('@s/m/src/x.mjs').catch(e => out(e.message))", "1; Cannot find module '@s/m/src/x.mjs'"},
		{"JSON", "-- a.json --\n[1]", "import a from './a.json'; out(a[0])", "1"},
		{"meta", "", "out(import.meta.filename === import.meta.dirname + '/main.mjs', import.meta.url === 'file://' + import.meta.filename)", "true true"},
		{"hoisted before the core", "", "out(typeof f); function f() {}", "function"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree(t, c.files)
			h := newHost(t)
			require.NoError(t, h.RunModuleText("main.mjs", c.script, runtime.Disk{}))
			require.Equal(t, c.want, h.out())
			require.Empty(t, h.printed)
		})
	}
}

// The file's name and its text say what it is.
func TestRunProgram(t *testing.T) {
	for _, c := range []struct{ name, file, script, want string }{
		{"script", "app.js", "out(typeof this)", "object"},
		{"mjs", "app.mjs", "out(typeof this)", "undefined"},
		{"ts", "app.ts", "let a: number = 1; out(a)", "1"},
		{"import", "app.js", "import './lib.js'; out(typeof this)", "lib; undefined"},
		{"export", "app.js", "export let a = 1; out(a)", "1"},
		{"top-level await", "app.js", "out(await 5)", "5"},
		{"import.meta", "app.js", "out(typeof import.meta)", "object"},
		{"import()", "app.js", "out(typeof this); import('./lib.js').then(ns => out(typeof ns))", "object; lib; object"},
		{"no file at all", "-e", "import './lib.js'", "lib"},
		{"await as a name", "app.js", "var await = 1; out(await)", "1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree(t, "-- lib.js --\nout('lib')")
			h := newHost(t)
			require.NoError(t, h.RunProgram(c.file, c.script, runtime.Disk{}))
			require.Equal(t, c.want, h.out())
			require.Empty(t, h.printed)
		})
	}
}

// What is wrong with a script is told about the script, with a module about the
// module.
func TestRunProgramErrors(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{"var a = ;", "app.js:1:9: SyntaxError: Unexpected token ;"},
		{"import a from './nope.js'", "app.js:1:15: Error: Cannot find module './nope.js'"},
		{"import { a } from './a.js'\nlet b = ;", "app.js:2:9: SyntaxError: Unexpected token ;"},
		{"throw new SyntaxError('own')", "app.js:1:7: SyntaxError: own"},
	} {
		require.EqualError(t, newHost(t).RunProgram("app.js", c.script, runtime.Disk{}), c.want)
	}
}

// Programs that are given together run once, though one imports another.
func TestRunProgramOnce(t *testing.T) {
	dir := tree(t, "-- a.mjs --\nimport './b.mjs'; out('a')\n-- b.mjs --\nout('b')")
	h := newHost(t)
	require.NoError(t, h.RunProgram("a.mjs", "import './b.mjs'; out('a')", runtime.Disk{}))
	require.NoError(t, h.RunProgram(filepath.Join(dir, "b.mjs"), "out('b')", runtime.Disk{}))
	require.Equal(t, "b; a", h.out())
}

// import() in a classic script resolves against the script that calls it.
func TestImportFromScripts(t *testing.T) {
	tree(t, "-- a/lib.mjs --\nexport default 'in a'\n-- b/lib.mjs --\nexport default 'in b'")
	h := newHost(t)
	require.NoError(t, h.RunScript("a/app.js", "import('./lib.mjs').then(ns => out(ns.default))"))
	require.NoError(t, h.RunScript("b/app.js", "function later() { import('./lib.mjs').then(ns => out(ns.default)) }"))
	require.True(t, h.Call("later", h.function(t, "later")))
	require.Equal(t, "in a; in b", h.out())
}

// CommonJS modules may have the syntax that is lowered.
func TestRequireLowers(t *testing.T) {
	tree(t, "-- lib.js --\nexports.f = async function* () { yield 1 }; exports.load = () => import('./m.mjs')\n-- m.mjs --\nexport const a = 2")
	h := newHost(t)
	h.run(t, "var lib = require('./lib'); lib.f().next().then(r => out(r.value)); lib.load().then(ns => out(ns.a))")
	require.Equal(t, "1; 2", h.out())
}
