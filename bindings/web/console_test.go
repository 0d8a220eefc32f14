package web_test

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime"
)

func TestConsoleLevels(t *testing.T) {
	for method, level := range map[string]runtime.Level{
		"log": runtime.Info, "info": runtime.Info, "dir": runtime.Info, "dirxml": runtime.Info, "table": runtime.Info,
		"group": runtime.Info, "groupCollapsed": runtime.Info, "count": runtime.Info,
		"debug": runtime.Debug, "warn": runtime.Warn, "countReset": runtime.Warn, "timeEnd": runtime.Warn,
		"error": runtime.Error, "trace": runtime.Error,
	} {
		t.Run(method, func(t *testing.T) {
			p := newPage(t)
			require.Len(t, p.run(t, "console."+method+"('x')"), 1)
			require.Equal(t, level, p.levels[0])
		})
	}
}

func TestConsoleFormat(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{``, ``},
		{`'a', 'b', 1`, `a b 1`},
		{`1, '%d', 2`, `1 %d 2`},
		{`'%%'`, `%%`},
		{`'%%', 1`, `% 1`},
		{`'100%', 5`, `100% 5`},
		{`'%s %s', 1`, `1 %s`},
		{`'%x %s', 1`, `%x 1`},
		{`'%s'`, `%s`},
		{`'%s', 1, 2`, `1 2`},
		{`'%s %s %s %s %s', Symbol('q'), 5n, -0, null, undefined`, `Symbol(q) 5n -0 null undefined`},
		{`'%s', function f() { return 1 }`, `function f() { return 1 }`},
		{`'%s|%s', { a: { b: 1 } }, [1, [2, [3]]]`, `{ a: [Object] }|[ 1, [Array] ]`},
		{`'%s|%s', new Date(0), { toString() { return 'own' } }`, `1970-01-01T00:00:00.000Z|own`},
		{`'%s', new (class { [Symbol.toPrimitive]() { return 'prim' } })`, `prim`},
		{`'%d %d %d %d', '12.5', 5n, Symbol(), {}`, `12.5 5n NaN NaN`},
		{`'%i %i', '12.5px', {}`, `12 NaN`},
		{`'%f %f', '1.5em', 'x'`, `1.5 NaN`},
		{`'%o', { a: { b: { c: { d: 1 } } } }`, "{\n  a: { b: { c: { d: 1 } } }\n}"},
		{`'%O', { a: { b: { c: { d: 1 } } } }`, `{ a: { b: { c: [Object] } } }`},
		{`'%cred%c', 'color: red', '', 'rest'`, `red rest`},
		{`'port %d of %s', 80, 'host'`, `port 80 of host`},
		{`'line\nline', 'x'`, "line\nline x"},
		{`'\ud800'`, "\uFFFD"},
	} {
		t.Run(c.args, func(t *testing.T) { require.Equal(t, c.want, text(t, "console.log("+c.args+")")) })
	}
}

func TestConsoleGroups(t *testing.T) {
	require.Equal(t, []string{"first", "G 1", "  a\n  b", "  H", "    { a: 1 }", "  back", "out"}, newPage(t).run(t, `
		console.log('first'); console.group('G %d', 1); console.log('a\nb')
		console.groupCollapsed('H'); console.error({ a: 1 }); console.groupEnd()
		console.log('back'); console.groupEnd(); console.groupEnd()
		console.group(); console.groupEnd(); console.log('out')`))
}

func TestConsoleAssert(t *testing.T) {
	require.Equal(t, []string{
		"Assertion failed", "Assertion failed", "Assertion failed: port 80", "Assertion failed { a: 1 }",
	}, newPage(t).run(t, `
		console.assert(true, 'not shown'); console.assert(1)
		console.assert(); console.assert(0); console.assert(false, 'port %d', 80); console.assert(null, { a: 1 })`))
}

func TestConsoleCount(t *testing.T) {
	require.Equal(t, []string{"default: 1", "default: 2", "x: 1", "null: 1", "default: 1", "Count for 'never' does not exist"},
		newPage(t).run(t, `
		console.count(); console.count('default'); console.count('x'); console.count(null)
		console.countReset(); console.count(undefined); console.countReset('never')`))
}

func TestConsoleTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		require.Equal(t, []string{
			"Timer 'default' already exists",
			"default: 0ms", "default: 250ms", "default: 1.500s on { a: 1 }", "default: 1:01.500 (m:ss.mmm)", "default: 2:00:00.000 (h:mm:ss.mmm)",
			"Timer 'default' does not exist", "Timer 'x' does not exist",
		}, newPage(t).run(t, `
			console.time(); console.time(); console.timeLog()
			setTimeout(() => console.timeLog('default'), 250)
			setTimeout(() => console.timeLog('default', 'on', { a: 1 }), 1500)
			setTimeout(() => console.timeLog(), 61500)
			setTimeout(() => { console.timeEnd(); console.timeEnd(); console.timeLog('x') }, 7200000)`))
	})
}

func TestConsoleTrace(t *testing.T) {
	require.Equal(t, []string{"Trace: at 5 { a: 1 }\n    at f (test.js:1:29)\n    at test.js:2:2", "Trace\n    at test.js:2:19"},
		newPage(t).run(t, "function f() { console.trace('at %d', 5, { a: 1 }) }\nf(); console.trace()"))
}

func TestConsoleDir(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{`'s'`, `'s'`},
		{``, `undefined`},
		{`{ a: { b: { c: { d: 1 } } } }`, `{ a: { b: { c: [Object] } } }`},
		{`{ a: { b: 1 } }, { depth: 0 }`, `{ a: [Object] }`},
		{`{ a: { b: { c: { d: 1 } } } }, { depth: null }`, "{\n  a: { b: { c: { d: 1 } } }\n}"},
		{`{ a: { b: { c: { d: 1 } } } }, { depth: Infinity }`, "{\n  a: { b: { c: { d: 1 } } }\n}"},
		{`'%s', 1`, `'%s'`},
	} {
		t.Run(c.args, func(t *testing.T) { require.Equal(t, c.want, text(t, "console.dir("+c.args+")")) })
	}
}

func TestConsoleTable(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{`5`, `5`},
		{`'%s', 1`, `%s`},
		{`[]`, `
┌─────────┐
│ (index) │
├─────────┤
└─────────┘`},
		{`[{ a: 1, b: 'x' }, { a: 2, c: { d: 1 } }]`, `
┌─────────┬───┬─────┬──────────┐
│ (index) │ a │ b   │ c        │
├─────────┼───┼─────┼──────────┤
│ 0       │ 1 │ 'x' │          │
│ 1       │ 2 │     │ { d: 1 } │
└─────────┴───┴─────┴──────────┘`},
		{`['p', 'q']`, `
┌─────────┬────────┐
│ (index) │ Values │
├─────────┼────────┤
│ 0       │ 'p'    │
│ 1       │ 'q'    │
└─────────┴────────┘`},
		{`[[1, 2], [3, 4]], [0]`, `
┌─────────┬───┐
│ (index) │ 0 │
├─────────┼───┤
│ 0       │ 1 │
│ 1       │ 3 │
└─────────┴───┘`},
		{`[{ a: 1, b: 2 }, 5], ['b', 'z']`, `
┌─────────┬───┬───┐
│ (index) │ b │ z │
├─────────┼───┼───┤
│ 0       │ 2 │   │
│ 1       │   │   │
└─────────┴───┴───┘`},
		{`{ r1: { x: [1, 2, 3, 4, 5] }, r2: 5, r3: { x: { a: 1, b: 2, c: 3 } } }`, `
┌─────────┬───────────────────────────────┬────────┐
│ (index) │ x                             │ Values │
├─────────┼───────────────────────────────┼────────┤
│ r1      │ [ 1, 2, 3, ... 2 more items ] │        │
│ r2      │                               │ 5      │
│ r3      │ [Object]                      │        │
└─────────┴───────────────────────────────┴────────┘`},
		{`new Map([['k', 1]])`, `
┌───────────────────┬─────┬────────┐
│ (iteration index) │ Key │ Values │
├───────────────────┼─────┼────────┤
│ 0                 │ 'k' │ 1      │
└───────────────────┴─────┴────────┘`},
		{`new Set([{ a: 1 }])`, `
┌───────────────────┬──────────┐
│ (iteration index) │ Values   │
├───────────────────┼──────────┤
│ 0                 │ { a: 1 } │
└───────────────────┴──────────┘`},
		{`[{ name: '日本', n: 1 }]`, `
┌─────────┬────────┬───┐
│ (index) │ name   │ n │
├─────────┼────────┼───┤
│ 0       │ '日本' │ 1 │
└─────────┴────────┴───┘`},
	} {
		t.Run(c.args, func(t *testing.T) {
			require.Equal(t, strings.TrimPrefix(c.want, "\n"), text(t, "console.table("+c.args+")"))
		})
	}
}

func TestConsoleIsAPlainObject(t *testing.T) {
	require.Equal(t, []string{"detached 1", "> added", "[object console]", "false log,true"}, newPage(t).run(t, `
		var log = console.log, info = console.info.bind(null)
		log('detached', 1); console.clear()
		console.mine = function(x) { console.log('> ' + x) }; console.mine('added')
		info(String(console))
		console.log = function() { info([].join.call(arguments)) }
		console.log(Object.keys(window).includes('console') + ' ' + log.name, Object.keys(console).includes('log'))`))
}
