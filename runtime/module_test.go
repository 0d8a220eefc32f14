package runtime_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime"
)

// files makes the files of a txtar-like text ("-- name --" before each).
func files(text string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, part := range splitTree(text) {
		out[part.name] = &fstest.MapFile{Data: []byte(part.content)}
	}
	return out
}

const origin = "chrome-extension://abc"

// site is a package of files; main.js is the one to run.
func site(text string) *runtime.Package {
	return &runtime.Package{FS: files(text), Origin: origin}
}

var moduleCases = []struct{ name, files, want string }{
	{"export and import", "-- main.js --\nimport { a, b as c } from './lib.js'; out(a, c)\n-- lib.js --\nexport const a = 1; const b = 2; export { b }", "1 2"},
	{"default", "-- main.js --\nimport f, { default as g } from './lib.js'; out(f(), f === g, f.name)\n-- lib.js --\nexport default function () { return 5 }", "5 true default"},
	{"default class", "-- main.js --\nimport C from './lib.js'; out(C.name, new C().x)\n-- lib.js --\nexport default class { x = 1 }", "default 1"},
	{"default value", "-- main.js --\nimport a from './lib.js'; out(a)\n-- lib.js --\nexport default 5 + 1", "6"},
	{"namespace", "-- main.js --\nimport * as ns from './lib.js'; out(Object.keys(ns), ns[Symbol.toStringTag], Object.getPrototypeOf(ns), Object.isExtensible(ns)); try { ns.a = 2 } catch (e) { out(e.name) }\n-- lib.js --\nexport let b = 1, a = 2; export default 3", "a,b,default Module null false; TypeError"},
	{"string names", "-- main.js --\nimport { 'a b' as x, 'ü\\n' as y } from './lib.js'; out(x, y)\n-- lib.js --\nlet é = 1, z = 2; export { é as 'a b', z as 'ü\\n' }", "1 2"},
	{"live", "-- main.js --\nimport { n, add } from './lib.js'; import * as ns from './lib.js'; add(); out(n, ns.n); add(); out(n, ns.n)\n-- lib.js --\nexport let n = 0; export function add() { n++ }", "1 1; 2 2"},
	{"live functions and classes", "-- main.js --\nimport { f, C, g, set } from './lib.js'; out(f(), C.x, g()); set(); out(f(), C.x, g())\n-- lib.js --\nexport function f() { return 1 } export class C { static x = 1 } export function g() { return 1 } export function set() { f = () => 2; [C] = [{ x: 2 }]; ({ g } = { g: () => 2 }) }", "1 1 1; 2 2 2"},
	{"constants cannot be set", "-- main.js --\nimport { f, c } from './lib.js'; try { f = 1 } catch (e) { out(e.name) } try { c++ } catch (e) { out(e.name) }; out(f(), c)\n-- lib.js --\nexport function f() { return 5 } export const c = 1", "TypeError; TypeError; 5 1"},
	{"imports cannot be set", "-- main.js --\nimport { n } from './lib.js'; try { n = 1 } catch (e) { out(e.name) }\n-- lib.js --\nexport let n = 0", "TypeError"},
	{"shadowed", "-- main.js --\nimport { a } from './lib.js'; function f(a) { return a } { let a = 3; out(a) } out(f(2), a, { a }.a, (({ a }) => a)({ a: 4 }))\n-- lib.js --\nexport const a = 1", "3; 2 1 1 4"},
	{"called without this", "-- main.js --\nimport { f } from './lib.js'; out(f())\n-- lib.js --\nexport function f() { return this === undefined }", "true"},
	{"strict", "-- main.js --\nout(this === undefined, (function () { return this })()); try { undeclared = 1 } catch (e) { out(e.name) }", "true undefined; ReferenceError"},
	{"own scope", "-- main.js --\nvar a = 1; function b() {} import './lib.js'; out(typeof globalThis.a, typeof globalThis.b)\n-- lib.js --\nout(typeof a)", "undefined; undefined undefined"},
	{"once", "-- main.js --\nimport './a.js'; import './b.js'; import './././a.js'; out('main')\n-- a.js --\nimport './b.js'; out('a')\n-- b.js --\nout('b')", "b; a; main"},
	{"re-export", "-- main.js --\nimport { x, y, ns, default as d } from './a.js'; out(x, y, ns.a, d)\n-- a.js --\nexport { a as x, a as default } from './b.js'; export * from './b.js'; export * as ns from './b.js'; import { a } from './b.js'; export { a as y }\n-- b.js --\nexport const a = 1", "1 1 1 1"},
	{"export star", "-- main.js --\nimport * as ns from './a.js'; out(Object.keys(ns), ns.x)\n-- a.js --\nexport * from './b.js'; export * from './c.js'; export const x = 'own'\n-- b.js --\nexport const x = 'b', y = 1; export default 1\n-- c.js --\nexport const y = 2, z = 3", "x,z own"},
	{"export star of the same binding", "-- main.js --\nimport { x } from './a.js'; out(x)\n-- a.js --\nexport * from './b.js'; export * from './c.js'\n-- b.js --\nexport { x } from './d.js'\n-- c.js --\nexport { x } from './d.js'\n-- d.js --\nexport const x = 1", "1"},
	{"cycle", "-- main.js --\nimport { b } from './b.js'; export const a = 'a'; out(b(), a)\n-- b.js --\nimport { a } from './main.js'; export function b() { return 'sees ' + a } try { a } catch (e) { out(e.name) }", "ReferenceError; sees a a"},
	{"functions in a cycle", "-- main.js --\nimport './b.js'; export function f() { return 'early' }\n-- b.js --\nimport { f } from './main.js'; out(f())", "early"},
	{"cycle of stars", "-- main.js --\nimport { x } from './a.js'; out(x)\n-- a.js --\nexport * from './b.js'\n-- b.js --\nexport * from './a.js'; export const x = 1", "1"},
	{"itself", "-- main.js --\nimport * as me from './main.js'; export let a = 1; out(me.a, Object.keys(me))", "1 a"},
	{"import.meta", "-- main.js --\nimport './a/b.js'; out(import.meta.url, import.meta.resolve('./x'), import.meta === import.meta)\n-- a/b.js --\nout(import.meta.url, import.meta.resolve('/x'))", origin + "/a/b.js " + origin + "/x; " + origin + "/main.js " + origin + "/x true"},
	{"absolute names", "-- main.js --\nimport '/a/b.js'; import '" + origin + "/a/c.js'\n-- a/b.js --\nout('b')\n-- a/c.js --\nimport '../d.js'\n-- d.js --\nout('d')", "b; d"},
	{"JSON", "-- main.js --\nimport data from './data.json' with { type: 'json' }; out(data.a[1])\n-- data.json --\n{\"a\": [1, 2]}", "2"},
	{"dynamic", "-- main.js --\nimport('./lib.js').then(ns => out(ns.a, ns.default)); out('first')\n-- lib.js --\nout('lib'); export const a = 1; export default 2", "first; lib; 1 2"},
	{"dynamic, the same module", "-- main.js --\nimport * as ns from './lib.js'; const name = 'lib'; import(`./${name}.js`).then(again => out(again === ns))\n-- lib.js --\nout('once')", "once; true"},
	{"dynamic, missing", "-- main.js --\nimport('./nope.js').catch(e => out(e instanceof Error, e.message))", "true Cannot read module: open nope.js: file does not exist"},
	{"dynamic, bare", "-- main.js --\nimport('nope').catch(e => out(e.name, e.message))", `TypeError Failed to resolve module specifier "nope". Relative references must start with either "/", "./", or "../".`},
	{"dynamic, throws", "-- main.js --\nimport('./lib.js').catch(e => { out(e); return import('./lib.js') }).catch(e => out('again', e))\n-- lib.js --\nout('runs'); throw 5", "runs; 5; again 5"},
	{"dynamic, syntax error", "-- main.js --\nimport('./lib.js').catch(e => out(e))\n-- lib.js --\nlet a = ;", "SyntaxError: Unexpected token ; (lib.js:1:9)"},
	{"top-level await", "-- main.js --\nimport { a } from './lib.js'; out(a); out(await Promise.resolve(2))\n-- lib.js --\nexport const a = await new Promise(f => f(1))", "1; 2"},
	{"siblings of top-level await", "-- main.js --\nimport './a.js'; import './b.js'; import './c.js'; out('main')\n-- a.js --\nout('a1'); await 0; out('a2')\n-- b.js --\nout('b')\n-- c.js --\nout('c1'); await 0; await 0; out('c2')", "a1; b; c1; a2; c2; main"},
	{"parents of top-level await", "-- main.js --\nimport './x.js'; import './y.js'; out('main')\n-- x.js --\nimport './a.js'; out('x')\n-- y.js --\nimport './a.js'; out('y')\n-- a.js --\nawait 0; out('a')", "a; x; y; main"},
	{"top-level await in a cycle", "-- main.js --\nimport './a.js'; export const m = 1; out('main')\n-- a.js --\nimport { m } from './main.js'; await 0; try { m } catch (e) { out(e.name) } out('a')", "ReferenceError; a; main"},
	{"dynamic import of top-level await", "-- main.js --\nconst ns = await import('./a.js'); out(ns.a)\n-- a.js --\nexport let a = 1; await 0; a = 2", "2"},
	{"top-level for await", "-- main.js --\nfor await (const x of [Promise.resolve(1), 2]) out(x)", "1; 2"},
	{"async generator", "-- main.js --\nasync function* f() { yield 1; yield await 2 }\nfor await (const x of f()) out(x)", "1; 2"},
	{"await as a word in strings", "-- main.js --\nout('await', /await/.test('await'))", "await true"},
	{"lines like imports in template literals", "-- main.js --\nconst s = `\nimport { a } from './nope.js';\nexport {\n  x\n};\n`; import { b } from './lib.js'; out(s.length, b); export { s }\n-- lib.js --\nexport const b = `\nexport { b };`", "48 \nexport { b };"},
	{"the names of the machinery", "-- main.js --\nlet require = 1, exports = 2, module = 3; import('./lib.js').then(ns => out(require, exports, module, ns.exports))\n-- lib.js --\nexport const exports = 4", "1 2 3 4"},
	{"global require", "-- main.js --\nout(typeof require, typeof module)", "function undefined"},
	{"hashbang", "-- main.js --\n#!/usr/bin/env sockhost\nout(1)", "1"},
	{"byte order mark", "-- main.js --\n\ufeffout(1)", "1"},
	{"empty", "-- main.js --\nimport './empty.js'; out(1)\n-- empty.js --\n", "1"},
	{"then is a promise", "-- main.js --\nimport('./lib.js').then(x => out(x))\n-- lib.js --\nexport function then(f) { f('called') }", "called"},
	{"html comments are none", "-- main.js --\nlet a = 2; out(a<!--a)", ""},
	{"TypeScript", "-- main.js --\nimport { E, N } from './lib.ts'; out(E.B, N.x)\n-- lib.ts --\nexport enum E { A, B } export type T = { a: number }; export namespace N { export const x: number = 1 } interface I {}", "1 1"},
	{"TypeScript classes", "-- main.js --\nimport { C } from './lib.ts'; out(new C(1).sum(2))\n-- lib.ts --\nexport abstract class B { abstract sum(b: number): number } export class C extends B { constructor(private readonly a: number) { super() } sum<T>(b: number): number { return (this.a as any)! + b } }", "3"},
}

func TestModules(t *testing.T) {
	for _, c := range moduleCases {
		t.Run(c.name, func(t *testing.T) {
			h := newHost(t)
			err := h.RunModule("main.js", site(c.files))
			if c.want == "" {
				require.Error(t, err)
				return
			}
			require.NoError(t, err)
			require.Equal(t, c.want, h.out())
			require.Empty(t, h.printed)
		})
	}
}
