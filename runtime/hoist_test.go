package runtime_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime"
)

// Each snippet runs as a script and as the body of a function; what it says
// with out was recorded from node 20 (vm.runInThisContext). An error's name
// stands for the error.
var hoistCases = []struct{ name, code, script, function string }{
	{"if body in a block", `if (true) { function f() { return 1 } }
out(typeof f, f());`,
		`function 1`, `function 1`},
	{"undefined before the block runs", `out(typeof f);
if (true) { function f() {} }
out(typeof f);`,
		`undefined; function`, `undefined; function`},
	{"block that does not run", `if (false) { function f() {} }
out(typeof f);`,
		`undefined`, `undefined`},
	{"if and else", `if (false) { function f() { return 'then' } } else { function f() { return 'else' } }
out(f());`,
		`else`, `else`},
	{"if without a block", `out(typeof f);
if (true) function f() { return 1 }
out(f());`,
		`undefined; 1`, `undefined; 1`},
	{"else without a block", `if (false) function f() { return 1 } else function f() { return 2 }
out(f());`,
		`2`, `2`},
	{"if without a block does not leak", `(function () { if (true) function leak() {} })();
out(typeof leak);`,
		`undefined`, `undefined`},
	{"plain block", `{ function f() { return 1 } }
out(f());`,
		`1`, `1`},
	{"call before the declaration inside the block", `{ out(f()); function f() { return 1 } }`,
		`1`, `1`},
	{"var is set at the declaration", `var before;
{ before = outer(); function f() { return 1 } }
function outer() { return typeof f }
out(before, outer());`,
		`undefined function`, `undefined function`},
	{"functions in a block refer to each other", `{
  function even(n) { return n === 0 || odd(n - 1) }
  function odd(n) { return n !== 0 && even(n - 1) }
}
out(even(4), odd(4), odd(3));`,
		`true false true`, `true false true`},
	{"function that reassigns its own name", `{ function f() { f = null; return 1 } out(f(), f) }
out(typeof f, f === null);`,
		`1 null; function false`, `1 null; function false`},
	{"reassigned from outside", `{ function f() { return typeof f } }
var g = f;
f = null;
out(g(), f);`,
		`function null`, `function null`},
	{"reassigned before the declaration is evaluated", `{ f = 1; function f() {} out(typeof f) }
out(typeof f);`,
		`number; number`, `number; number`},
	{"reassigned after the declaration is evaluated", `{ function f() {} f = 1; out(typeof f) }
out(typeof f);`,
		`number; function`, `number; function`},
	{"two in one block", `{ function f() { return 1 } function f() { return 2 } }
out(f());`,
		`2`, `2`},
	{"two blocks", `{ function f() { return 1 } }
out(f());
{ function f() { return 2 } }
out(f());`,
		`1; 2`, `1; 2`},
	{"name and source", `if (true) { function hello(a, b) { /* here */ } }
out(hello.name, hello.length, hello.toString());`,
		`hello 2 function hello(a, b) { /* here */ }`, `hello 2 function hello(a, b) { /* here */ }`},
	{"names in Unicode", `if (true) { function größe() { return größe.name } }
out(größe());`,
		`größe`, `größe`},
	{"function of the same name outside", `function f() { return 'outer' }
out(f());
if (true) { function f() { return 'inner' } }
out(f());`,
		`outer; inner`, `outer; inner`},
	{"var of the same name", `var f = 1;
out(typeof f);
{ function f() {} }
out(typeof f);`,
		`number; function`, `number; function`},
	{"var after", `{ function f() {} }
out(typeof f);
var f = 1;
out(typeof f);`,
		`function; number`, `function; number`},
	{"parameter of the same name", `out((function (f) { { function f() {} } return typeof f })(1));`,
		`number`, `number`},
	{"destructured parameter of the same name", `out((function ({ f }) { { function f() {} } return typeof f })({ f: 1 }));`,
		`number`, `number`},
	{"rest parameter of the same name", `out((function (...f) { { function f() {} } return f.length })(1, 2));`,
		`2`, `2`},
	{"parameter with a default", `out((function (a = () => typeof f) { { function f() {} } return typeof f + a() })());`,
		`functionundefined`, `functionundefined`},
	{"let of the same name outside", `let f = 1;
{ function f() {} }
out(f);`,
		`1`, `1`},
	{"const of the same name outside", `const f = 1;
{ function f() {} }
out(f);`,
		`1`, `1`},
	{"class of the same name outside", `class f {}
{ function f() { return 1 } }
out(f.toString());`,
		`class f {}`, `class f {}`},
	{"let in a block between", `{ let f = 1; { function f() {} } out(f) }
out(typeof f);`,
		`1; undefined`, `1; undefined`},
	{"destructured const in a block between", `{ const { a: [f] } = { a: [1] }; { function f() {} } out(f) }
out(typeof f);`,
		`1; undefined`, `1; undefined`},
	{"class in a block between", `{ class f {} { function f() {} } out(f.toString()) }
out(typeof f);`,
		`class f {}; undefined`, `class f {}; undefined`},
	{"function in a block between", `{ function f() { return 'outer' } { function f() { return 'inner' } } }
out(f());`,
		`inner`, `inner`},
	{"generator in a block between", `{ function* f() { yield 'outer' } { function f() { return 'inner' } } }
out(typeof f);`,
		`undefined`, `undefined`},
	{"let in the head of a for", `for (let f = 0; f < 1; f++) { function f() {} }
out(typeof f);`,
		`undefined`, `undefined`},
	{"var in the head of a for", `for (var f = 0; f < 1; f++) { }
{ function f() {} }
out(typeof f);`,
		`function`, `function`},
	{"let in the head of a for-in", `for (let f in { a: 1 }) { function f() {} }
out(typeof f);`,
		`undefined`, `undefined`},
	{"const in the head of a for-of", `for (const f of [1]) { function f() {} }
out(typeof f);`,
		`undefined`, `undefined`},
	{"let in a switch between", `switch (1) { case 0: let f; case 1: { function f() {} } }
out(typeof f);`,
		`undefined`, `undefined`},
	{"simple catch parameter", `try { throw 1 } catch (f) { { function f() {} } out(f) }
out(typeof f);`,
		`1; function`, `1; function`},
	{"simple catch parameter and the var inside", `try { throw 1 } catch (f) { if (true) { function f() { return 2 } } }
out(f());`,
		`2`, `2`},
	{"destructured catch parameter", `try { throw { f: 1 } } catch ({ f }) { { function f() {} } out(f) }
out(typeof f);`,
		`1; undefined`, `1; undefined`},
	{"catch without a parameter", `try { throw 1 } catch { function f() { return 'caught' } }
out(f());`,
		`caught`, `caught`},
	{"try, catch and finally", `try { function a() { return 'a' } throw 1 } catch (e) { function b() { return 'b' } } finally { function c() { return 'c' } }
out(a(), b(), c());`,
		`a b c`, `a b c`},
	{"switch case", `switch (2) { case 1: function f() { return 1 } break; case 2: out(f()); function g() { return 2 } }
out(typeof f, typeof g);`,
		`1; undefined function`, `1; undefined function`},
	{"switch default", `switch (9) { case 1: break; default: function f() { return 'default' } }
out(f());`,
		`default`, `default`},
	{"switch discriminant", `switch (typeof f) { case 'undefined': function f() {} out('undefined'); break; default: out('other') }
out(typeof f);`,
		`undefined; function`, `undefined; function`},
	{"while loop", `var n = 0;
while (n < 2) { function f() { return n } n++ }
out(f());`,
		`2`, `2`},
	{"do loop", `do { function f() { return 1 } } while (false);
out(f());`,
		`1`, `1`},
	{"for-in loop", `for (var k in { a: 1 }) { function f() { return k } }
out(f());`,
		`a`, `a`},
	{"for-of loop", `for (var k of ['x']) { function f() { return k } }
out(f());`,
		`x`, `x`},
	{"one function for each turn of a loop", `var fs = [];
for (var i = 0; i < 3; i++) { function f() { return f.n } f.n = i; fs.push(f) }
out(fs.map(function (f) { return f() }), fs[0] === fs[1], f === fs[2]);`,
		`0,1,2 false true`, `0,1,2 false true`},
	{"listener that removes itself", `var listeners = [];
for (var i = 0; i < 3; i++) {
  let id = i;
  function once() { listeners.splice(listeners.indexOf(once), 1); return id }
  listeners.push(once);
}
out(listeners[1](), listeners.length, listeners[0](), listeners.length, listeners[0]());`,
		`1 2 0 1 2`, `1 2 0 1 2`},
	{"break and continue", `outer: for (var i = 0; i < 3; i++) { if (i == 0) continue outer; function f() { return 'f' + i } break outer }
out(f());`,
		`f1`, `f1`},
	{"labelled block", `done: { function f() { return 1 } break done }
out(f());`,
		`1`, `1`},
	{"labelled function in a block", `{ l: function f() { return 1 } out(f()) }
out(typeof f);`,
		`1; function`, `1; function`},
	{"labelled function", `l: function f() { return 1 }
out(f());`,
		`1`, `1`},
	{"doubly labelled function", `a: b: function f() { return 1 }
out(f());`,
		`1`, `1`},
	{"with", `var o = { f: 'property' };
with (o) { function f() { return 1 } }
out(typeof f, o.f);`,
		`function property`, `function property`},
	{"nested blocks", `{ { { function f() { return 'deep' } } } }
out(f());`,
		`deep`, `deep`},
	{"nested function", `function g() { if (true) { function f() { return 'nested' } } return f() }
out(g(), typeof f);`,
		`nested undefined`, `nested undefined`},
	{"function in a block in a function in a block", `{ function a() { { function b() { return 'b' } } return b() } }
out(a(), typeof b);`,
		`b undefined`, `b undefined`},
	{"return from the block", `out((function () { if (true) { function f() { return 1 } return f() } })());`,
		`1`, `1`},
	{"return through try", `out((function () { try { { function f() { return 1 } return f() } } finally { out(typeof f) } })());`,
		`function; 1`, `function; 1`},
	{"arrow function", `out((() => { if (true) { function f() { return 'arrow' } } return f() })());`,
		`arrow`, `arrow`},
	{"method", `out({ m() { if (true) { function f() { return 'method' } } return f() } }.m());`,
		`method`, `method`},
	{"getter", `out({ get m() { if (true) { function f() { return 'getter' } } return f() } }.m);`,
		`getter`, `getter`},
	{"generator around", `out([...(function* () { if (true) { function f() { return 'in generator' } yield 1 } yield f() })()].join());`,
		`1,in generator`, `1,in generator`},
	{"async function around", `(async function () { if (true) { function f() { return 'in async' } } out(f()) })();`,
		`in async`, `in async`},
	{"async function is not hoisted", `{ async function f() {} }
out(typeof f);`,
		`undefined`, `undefined`},
	{"generator is not hoisted", `{ function* f() {} }
out(typeof f);`,
		`undefined`, `undefined`},
	{"strict program", `'use strict';
{ function f() {} }
out(typeof f);`,
		`undefined`, `undefined`},
	{"strict function", `out((function () { 'use strict'; { function f() {} } return typeof f })());`,
		`undefined`, `undefined`},
	{"strict outer function", `out((function () { 'use strict'; return (function () { { function f() {} } return typeof f })() })());`,
		`undefined`, `undefined`},
	{"directive after another directive", `out((function () { 'other'; 'use strict'; { function f() {} } return typeof f })());`,
		`undefined`, `undefined`},
	{"not a directive", `out((function () { 1; 'use strict'; { function f() {} } return typeof f })());`,
		`function`, `function`},
	{"class body", `class C { m() { { function f() {} } return typeof f } }
out(new C().m());`,
		`undefined`, `undefined`},
	{"static block", `class C { static { { function f() {} } out(typeof f) } }`,
		`undefined`, `undefined`},
	{"named function expression of the same name", `out((function f() { out(typeof f); { function f() { return 'inner' } } return f() })());`,
		`undefined; inner`, `undefined; inner`},
	{"in a default value", `out((function (g = function () { if (true) { function f() { return 'default' } } return f() }) { return g() })());`,
		`default`, `default`},
	{"in an object in an array in a call", `[{ a: [function () { if (true) { function f() { out('called') } } f() }] }][0].a[0]();`,
		`called`, `called`},
	{"in a template", "out(`${(function () { if (true) { function f() { return 'template' } } return f() })()}`);",
		`template`, `template`},
	{"in an optional chain", `var o = { f: (x) => x() };
out(o?.f(function () { if (true) { function f() { return 'chain' } } return f() }));`,
		`chain`, `chain`},
	{"eval sees both", `{ function f() { return 1 } f = 2; out(eval('f')) }
out(eval('typeof f'));`,
		`2; function`, `2; function`},
	{"eval inside the function", `{ function f() { return eval('typeof f') } out(f()) }
out(f());`,
		`function; function`, `function; function`},
	{"closure made before", `var get = function () { return f };
out(get());
if (true) { function f() { return 1 } }
out(get()());`,
		`undefined; 1`, `undefined; 1`},
	{"recursion", `if (true) { function fact(n) { return n < 2 ? 1 : n * fact(n - 1) } }
out(fact(5));`,
		`120`, `120`},
	{"constructor and prototype", `if (true) { function P(x) { this.x = x } P.prototype.get = function () { return this.x } }
out(new P(7).get(), new P(1) instanceof P, new P(1).constructor === P);`,
		`7 true true`, `7 true true`},
	{"feature test of 2013", `if (typeof out !== 'undefined') { function log(m) { out('log ' + m) } } else { function log() {} }
log('x');`,
		`log x`, `log x`},
	{"deletable or enumerable like a var", `if (true) { function f() {} }
var d = Object.getOwnPropertyDescriptor(this, 'f');
out(d ? [d.writable, d.enumerable, d.configurable].join() : 'no property');`,
		`true,true,false`, `no property`},
	{"inner var of the block function", `if (true) { function f() { var f = 5; return f } }
out(f(), typeof f);`,
		`5 function`, `5 function`},
	{"block shadows a parameter of an outer function", `out((function (f) { return (function () { if (true) { function f() { return 'inner' } } return f() })() })(1));`,
		`inner`, `inner`},
	{"later let in the same function is an error only when declared twice", `(function () { if (true) { function f() { return 1 } } { let f = 2; out(f) } out(f()) })();`,
		`2; 1`, `2; 1`},
	{"many in one statement", `if (true) { function a() { return 1 } function b() { return 2 } { function c() { return 3 } function a() { return 4 } } out(a()) }
out(a(), b(), c());`,
		`1; 4 2 3`, `1; 4 2 3`},
	{"comma and conditional", `out((0, true ? function () { { function f() { return 'comma' } } return f() } : null)());`,
		`comma`, `comma`},
	{"new and member", `out(new (function () { { function K() { this.k = 1 } } this.v = new K().k })().v);`,
		`1`, `1`},
	{"this inside", `if (true) { function f() { return this === undefined ? 'undefined' : typeof this } }
out(f());`,
		`object`, `object`},
	{"thrown out of the block", `try { { function f() { return 1 } throw 1 } } catch (e) { }
out(f());`,
		`1`, `1`},
	{"thrown before the declaration", `try { { throw 1; function f() { return 1 } } } catch (e) { }
out(typeof f);`,
		`undefined`, `undefined`},
	{"typeof a hoisted name in a nested function", `function g() { return typeof f }
{ function f() {} }
out(g());`,
		`function`, `function`},
	{"delete", `if (true) { function f() {} }
out(delete f, typeof f);`,
		`false function`, `false function`},
}

func TestHoistedBlockFunctions(t *testing.T) {
	run := func(t *testing.T, code string) string {
		h := newHost(t)
		if err := h.RunScript("app.js", code); err != nil {
			var script *runtime.ScriptError
			require.True(t, errors.As(err, &script), "%v", err)
			name, _, _ := strings.Cut(script.Message, ":")
			h.outs = append(h.outs, name)
		}
		return h.out()
	}
	for _, c := range hoistCases {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.script, run(t, c.code), "as a script")
			require.Equal(t, c.function, run(t, "(function () {\n"+c.code+"\n}).call(globalThis);"), "as a function")
		})
	}
}

// Whatever parses survives the pass: what the engine compiles by itself still
// compiles, and nothing panics.
func FuzzHoist(f *testing.F) {
	for _, c := range hoistCases {
		f.Add(c.code)
	}
	for _, src := range []string{
		"", ";", "#!/usr/bin/env sockhost\n1", "({ __proto__: null, async *[x]() {}, get [`y`]() {}, set z(v) {}, ...w })",
		"class A extends B { #p = 1; static x = () => { { function f() {} } }; static { super.y } constructor() { super(new.target) } }",
		"for (var [a, , b = () => { { function f() {} } }, ...c] of d) ; for (x.y in z) ; for (;;) break",
		"var { a, b: { c = 1 }, [d]: e, ...f } = g; ({ a, b: [h.i], ...j } = k)",
		"a?.b?.[c]?.(d).e; f`g${h}i`; /r/g; 1n; (async () => await 1)(); (function* () { yield; yield* a })()",
		"if (a) ; else { l: m: function f() {} async function f2() {} function* f3() {} }",
		"with (a) with (b) { function f() {} } do function g() {} while (0)",
		"{ function eval() {} function arguments() {} function let() {} function yield() {} function async() {} }",
		"(a, b = function () { { function a() {} } }, [c] = [], { d } = {}, ...e) => { { function a() {} function d() {} } }",
		"switch (a) { } switch (b) { default: } switch (c) { case d: case e: function f() {} class g {} let h }",
		"try { } catch { } finally { function f() {} } try { } catch ([a, { b }]) { function b() {} } throw debugger",
		"'use strict'; with (a) { function f() {} }", "(function () { return function () { 'use strict'; { function f() {} } } })",
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 4096 {
			return
		}
		_, err := runtime.Compile("fuzz.js", src)
		if compilesAlone(src) {
			require.NoError(t, err)
		}
	})
}

// compilesAlone reports whether the engine compiles src by itself; on some
// wrong sources it panics.
func compilesAlone(src string) (ok bool) {
	defer func() { recover() }()
	tree, err := goja.Parse("fuzz.js", src, parser.WithDisableSourceMaps)
	if err != nil {
		return false
	}
	_, err = goja.CompileAST(tree, false)
	return err == nil
}
