package runtime_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

// tree writes the files of a txtar-like text ("-- name --" before each) into a
// new folder, makes that the working directory and returns it.
func tree(t *testing.T, text string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	require.NoError(t, err)
	for _, part := range splitTree(text) {
		file := filepath.Join(dir, filepath.FromSlash(part.name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o700))
		require.NoError(t, os.WriteFile(file, []byte(part.content), 0o600))
	}
	t.Chdir(dir)
	return dir
}

type treeFile struct{ name, content string }

func splitTree(text string) (files []treeFile) {
	for _, part := range strings.Split("\n"+text, "\n-- ")[1:] {
		name, content, _ := strings.Cut(part, " --\n")
		files = append(files, treeFile{name, content})
	}
	return files
}

func TestRequire(t *testing.T) {
	for _, c := range []struct{ name, files, script, want string }{
		{"exports", "-- lib.js --\nexports.a = 1; module.exports.b = 2; out(this === exports)", "out(JSON.stringify(require('./lib')))", `true; {"a":1,"b":2}`},
		{"module.exports", "-- lib.js --\nmodule.exports = () => 'called'", "out(require('./lib.js')())", "called"},
		{"loaded once", "-- lib.js --\nout('loading')", "require('./lib'); require('./lib.js'); require('././lib'); out(require('./lib') === require('./lib'))", "loading; true"},
		{"folder with an index", "-- lib/index.js --\nexports.a = 1", "out(require('./lib').a)", "1"},
		{"folder with a main", "-- lib/package.json --\n{\"main\": \"src/start\"}\n-- lib/src/start.js --\nexports.a = 2", "out(require('./lib').a)", "2"},
		{"folder whose main is a folder", "-- lib/package.json --\n{\"main\": \"./src\"}\n-- lib/src/index.js --\nexports.a = 2", "out(require('./lib').a)", "2"},
		{"folder with a broken package.json", "-- lib/package.json --\n{\n-- lib/index.js --\nexports.a = 3", "out(require('./lib').a)", "3"},
		{"file before folder", "-- lib.js --\nexports.a = 'file'\n-- lib/index.js --\nexports.a = 'folder'", "out(require('./lib').a)", "file"},
		{"relative to the module", "-- a/b.js --\nexports.c = require('../c')\n-- c.js --\nmodule.exports = 'c'", "out(require('./a/b').c)", "c"},
		{"relative to the module, later", "-- a/b.js --\nexports.later = () => require('./c')\n-- a/c.js --\nmodule.exports = 'c'", "out(require('./a/b').later())", "c"},
		{"node_modules", "-- node_modules/m/index.js --\nexports.a = 1", "out(require('m').a)", "1"},
		{"node_modules above", "-- node_modules/m.js --\nmodule.exports = 'above'\n-- a/b/c.js --\nmodule.exports = require('m')", "out(require('./a/b/c'))", "above"},
		{"nearest node_modules", "-- node_modules/m.js --\nmodule.exports = 'far'\n-- a/node_modules/m.js --\nmodule.exports = 'near'\n-- a/b.js --\nmodule.exports = require('m')", "out(require('./a/b'), require('m'))", "near far"},
		{"file in a package", "-- node_modules/@s/m/lib/x.js --\nmodule.exports = 'x'", "out(require('@s/m/lib/x'))", "x"},
		{"package in a package", "-- node_modules/a/index.js --\nmodule.exports = require('b')\n-- node_modules/b/index.js --\nmodule.exports = 'b'", "out(require('a'))", "b"},
		{"JSON", "-- data.json --\n\ufeff{\"a\": [1, null]}", "out(JSON.stringify(require('./data')), require('./data.json') === require('./data'))", `{"a":[1,null]} true`},
		{"cycle", "-- a.js --\nexports.early = 1; exports.b = require('./b'); exports.late = 2\n-- b.js --\nvar a = require('./a'); module.exports = [a.early, a.late]", "out(require('./a').b)", "1,"},
		{"names", "-- a/lib.js --\nmodule.exports = [__filename, __dirname, module.filename, module.loaded]", "var m = require('./a/lib'); out(m[0].slice(-9), m[1].slice(-2), m[0] === m[2], m[3])", "/a/lib.js /a true false"},
		{"own variables", "-- lib.js --\nvar hidden = 1; let hidden2 = 2; function hidden3() {}", "require('./lib'); out(typeof hidden, typeof hidden2, typeof hidden3)", "undefined undefined undefined"},
		{"hoisted functions", "-- lib.js --\nif (true) { function f() { return 'hoisted' } }\nmodule.exports = f()", "out(require('./lib'), typeof f)", "hoisted undefined"},
		{"strict module", "-- lib.js --\n'use strict'; { function f() {} } module.exports = typeof f", "out(require('./lib'))", "undefined"},
		{"return at the top", "-- lib.js --\nexports.a = 1;\nif (true) return;\nexports.a = 2", "out(require('./lib').a)", "1"},
		{"hashbang and return", "-- lib.js --\n#!/usr/bin/env node\nexports.a = 1; return", "out(require('./lib').a)", "1"},
		{"comment at the end", "-- lib.js --\nexports.a = 1 // end", "out(require('./lib').a)", "1"},
		{"closing brace", "-- lib.js --\n})(); (function () {", "try { require('./lib') } catch (e) { out(e) }", "SyntaxError: Unexpected token } (lib.js:1:1)"},
		{"url", "", "var u = new (require('url').URL)('http://a/b?c=1'); out(u.pathname, require('node:url') === require('url'), typeof URL)", "/b true undefined"},
		{"buffer", "", "var B = require('buffer').Buffer; out(B.from('é').toString('hex'), B.from([1]) instanceof Uint8Array, B.alloc(3).length, typeof Buffer)", "c3a9 true 3 undefined"},
		{"util", "", "out(require('util').format('%s=%d', 'a', 1))", "a=1"},
		{"error in a module", "-- lib.js --\n\n  null.x", "try { require('./lib') } catch (e) { out(e.stack.split('\\n')[1].trim()) }", "at lib.js:2:8(2)"},
		{"loaded again after an error", "-- lib.js --\nif (!globalThis.ready) throw new Error('not ready'); exports.a = 1", "try { require('./lib') } catch (e) { out(e.message) } ready = true; out(require('./lib').a)", "not ready; 1"},
		{"thrown value", "-- lib.js --\nthrow 5", "try { require('./lib') } catch (e) { out(e === 5) }", "true"},
		{"missing", "", "try { require('./nope') } catch (e) { out(e instanceof Error, e.message, e.code) }", "true Cannot find module './nope' MODULE_NOT_FOUND"},
		{"missing package", "", "try { require('nope') } catch (e) { out(e.message, e.code) }", "Cannot find module 'nope' MODULE_NOT_FOUND"},
		{"missing core module", "", "try { require('node:nope') } catch (e) { out(e.message) }", "Cannot find module 'node:nope'"},
		{"missing in a module", "-- lib.js --\nrequire('./nope')", "try { require('./lib') } catch (e) { out(e.message) }", "Cannot find module './nope'"},
		{"empty", "", "try { require('') } catch (e) { out(e.code) }", "MODULE_NOT_FOUND"},
		{"syntax error", "-- a/lib.js --\nvar a\nvar b c", "try { require('./a/lib') } catch (e) { out(e instanceof SyntaxError, e.message) }", "true Unexpected identifier (a/lib.js:2:7)"},
		{"broken JSON", "-- data.json --\n{", "try { require('./data') } catch (e) { out(e) }", "SyntaxError: Unexpected end of JSON input (data.json:1:2)"},
		{"not UTF-8", "-- lib.js --\n'\xff'", "try { require('./lib') } catch (e) { out(e) }", "SyntaxError: the script is not valid UTF-8 (lib.js)"},
		{"as a callback", "-- a.js --\nmodule.exports = 'a'", "out(['./a'].map(require))", "a"},
		{"properties", "", "out(typeof require, require.name, Object.keys(globalThis).includes('require'))", "function require false"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree(t, c.files)
			h := newHost(t)
			h.run(t, c.script)
			require.Equal(t, c.want, h.out())
			require.Empty(t, h.printed)
		})
	}
}

// The library reads a detached buffer out of range.
func TestRequireDetachedBuffer(t *testing.T) {
	h := newHost(t)
	h.VM().Set("detach", func(buffer goja.ArrayBuffer) { buffer.Detach() })
	h.run(t, `
		var b = require('buffer').Buffer.alloc(4)
		detach(b.buffer)
		try { b.toString() } catch (e) { out(e instanceof Error, e.message) }`)
	require.Equal(t, "true the buffer is detached", h.out())
	require.Empty(t, h.printed)
}

// The global require resolves against the script that calls it, by whatever
// name the script was given.
func TestRequireFromScripts(t *testing.T) {
	dir := tree(t, "-- a/lib.js --\nmodule.exports = 'in a'\n-- b/lib.js --\nmodule.exports = 'in b'\n-- node_modules/m.js --\nmodule.exports = 'm'")
	h := newHost(t)
	require.NoError(t, h.RunScript("a/app.js", "out(require('./lib'), require('m'))"))
	require.NoError(t, h.RunScript("./b/app.js", "function later() { out(require('./lib')) } later()"))
	require.NoError(t, h.RunScript(filepath.Join(dir, "a", "app.js"), "later(); out(eval(\"require('./lib')\"))"))
	h.Call("later", h.function(t, "later"))
	t.Chdir("a")
	require.NoError(t, h.RunScript("app.js", "out(require('./lib'), require('m'))"))
	require.Equal(t, "in a m; in b; in b; in a; in b; in a m", h.out())
}

// A module that throws is shown with its own frames, named from the working
// directory, and none of the loader.
func TestRequireReportsFrames(t *testing.T) {
	tree(t, "-- lib/a.js --\nfunction f() { null.x }\nf();")
	e := scriptError(t, newHost(t), "\nrequire('./lib/a')")
	require.Equal(t, "lib/a.js:1:21: TypeError: Cannot read property 'x' of undefined", e.Error())
	require.Equal(t, "\n    at f (lib/a.js:1:21)\n    at lib/a.js:2:2\n    at app.js:2:8", e.Stack)
}

// The file that a sourceMappingURL comment names is not opened.
func TestRequireReadsNoSourceMaps(t *testing.T) {
	tree(t, "-- lib.js --\nmodule.exports = 1\n//# sourceMappingURL=lib.js.map\n-- lib.js.map --\nnot a source map")
	h := newHost(t)
	h.run(t, "out(require('./lib'))")
	require.Equal(t, "1", h.out())
}
