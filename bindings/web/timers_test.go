package web_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime"
)

func TestTimers(t *testing.T) {
	for _, c := range []struct {
		name, script string
		want         []string
		took         time.Duration
	}{
		{"order", `setTimeout(console.log, 10, 'late'); setTimeout(console.log, 0, 'a'); setTimeout(console.log, 0, 'b')`,
			[]string{"a", "b", "late"}, 10 * time.Millisecond},
		{"an hour", `setTimeout(console.log, 3600 * 1000, 'late')`, []string{"late"}, time.Hour},
		{"arguments", `setTimeout(function() { console.log(arguments.length, ...arguments) }, 1, 'x', { y: 2 })`,
			[]string{"2 x { y: 2 }"}, time.Millisecond},
		{"this", `setTimeout(function() { 'use strict'; console.log(this === window) })`, []string{"true"}, 0},
		{"ids", `console.log(setTimeout(Boolean), setInterval(Boolean), clearTimeout(2))`, []string{"1 2 undefined"}, 0},
		{"interval", `var n = 0, id = setInterval(function(by) { n += by; console.log(n); if (n > 4) clearInterval(id) }, 100, 2)`,
			[]string{"2", "4", "6"}, 300 * time.Millisecond},
		{"either clears both", `clearInterval(setTimeout(console.log, 1, 'x')); clearTimeout(setInterval(console.log, 1, 'y'))`, nil, 0},
		{"clear ignores the unknown", `clearTimeout(); clearTimeout(99); clearInterval(null); clearTimeout('x'); clearTimeout({}); clearTimeout(-1)`, nil, 0},
		{"clear by a string", `clearTimeout(String(setTimeout(console.log, 1, 'x')))`, nil, 0},
		{"clear of what has run", `var id = setTimeout(() => clearTimeout(id))`, nil, 0},
		{"delay is a string", `setTimeout(console.log, '20', 'x')`, []string{"x"}, 20 * time.Millisecond},
		{"delay is no number", `setTimeout(console.log, 'soon', 1); setTimeout(console.log, NaN, 2); setTimeout(console.log, undefined, 3); setTimeout(console.log, null, 4)`,
			[]string{"1", "2", "3", "4"}, 0},
		{"delay is negative", `setTimeout(console.log, -5, 'x')`, []string{"x"}, 0},
		{"delay is a fraction", `setTimeout(console.log, 1.9, 'x')`, []string{"x"}, time.Millisecond},
		{"delay is infinite", `setTimeout(console.log, Infinity, 'x')`, []string{"x"}, 0},
		{"delay wraps", `setTimeout(console.log, 2 ** 32 + 7, 'x')`, []string{"x"}, 7 * time.Millisecond},
		{"delay wraps to negative", `setTimeout(console.log, 2 ** 31, 'x')`, []string{"x"}, 0},
		{"an error", `setTimeout(function f() { throw new TypeError('in timer') }); setTimeout(console.log, 1, 'goes on')`,
			[]string{"Uncaught TypeError: in timer\n    at f (test.js:1:33)", "goes on"}, time.Millisecond},
		{"an error in an interval", `var id = setInterval(() => { if (id) { var i = id; id = 0; throw 'first' } clearInterval(1); console.log('second') }, 5)`,
			[]string{"Uncaught first\n    at test.js:1:60", "second"}, 10 * time.Millisecond},
		{"microtasks between", `setTimeout(() => { console.log(1); Promise.resolve().then(() => console.log(2)) }); setTimeout(console.log, 0, 3)`,
			[]string{"1", "2", "3"}, 0},
		{"source text", `var x = 5; setTimeout('var y = x + 1; console.log(y, this === window)'); setTimeout('console.log(y)', 1)`,
			[]string{"6 true", "6"}, time.Millisecond},
		{"source text in an interval", `var n = 0, id = setInterval('if (++n == 2) clearInterval(id); console.log(n)', 1)`,
			[]string{"1", "2"}, 2 * time.Millisecond},
		{"a handler that is nothing", `setTimeout(undefined); setTimeout(null); setTimeout(5)`, nil, 0},
		{"no handler", `try { setTimeout() } catch (e) { console.log(String(e)) }`,
			[]string{"TypeError: Failed to execute 'setTimeout' on 'Window': 1 argument required, but only 0 present."}, 0},
		{"a symbol for an id", `try { clearTimeout(Symbol()) } catch (e) { console.log(e.name) }`, []string{"TypeError"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				begin := time.Now()
				require.Equal(t, c.want, newPage(t).run(t, c.script))
				require.Equal(t, c.took, time.Since(begin))
			})
		})
	}
}

func TestTimerSourceErrors(t *testing.T) {
	p := newPage(t)
	lines := p.run(t, `setTimeout('syntax error'); setTimeout('throw new Error("thrown")'); setTimeout(console.log, 1, 'goes on')`)
	require.Len(t, lines, 3)
	require.Contains(t, lines[0], "Uncaught <setTimeout>")
	require.Contains(t, lines[0], "SyntaxError")
	require.Contains(t, lines[1], "Error: thrown")
	require.Equal(t, []runtime.Level{runtime.Error, runtime.Error, runtime.Info}, p.levels)
}

func TestQueueMicrotask(t *testing.T) {
	for _, c := range []struct {
		name, script string
		want         []string
	}{
		{"order", `
			queueMicrotask(() => { console.log(1); queueMicrotask(() => console.log(5)) })
			Promise.resolve().then(() => console.log(2)); queueMicrotask(() => console.log(3)); Promise.resolve().then(() => console.log(4))
			console.log(0)`, []string{"0", "1", "2", "3", "4", "5"}},
		{"a native callback", `queueMicrotask(console.log); console.log('first')`, []string{"first", ""}},
		{"a native reaction", `Promise.resolve('a').then(console.log).then(() => console.log('next'))`, []string{"a", "next"}},
		{"an error", "queueMicrotask(function f() { throw new Error('in microtask') })\nqueueMicrotask(() => console.log('goes on'))",
			[]string{"Uncaught Error: in microtask\n    at f (test.js:1:37)", "goes on"}},
		{"an error with a cause", `queueMicrotask(() => { throw Object.assign(new Error('m'), { stack: 'Error: m', cause: 'c' }) })`, []string{"Uncaught Error: m\nCaused by: c"}},
		{"no error but a value", `queueMicrotask(() => { throw 'text' })`, []string{"Uncaught text"}},
		{"no function", `for (const f of [undefined, null, 'x', {}]) try { queueMicrotask(f) } catch (e) { console.log(String(e)) }`,
			[]string{
				"TypeError: Failed to execute 'queueMicrotask' on 'Window': parameter 1 is not of type 'Function'.",
				"TypeError: Failed to execute 'queueMicrotask' on 'Window': parameter 1 is not of type 'Function'.",
				"TypeError: Failed to execute 'queueMicrotask' on 'Window': parameter 1 is not of type 'Function'.",
				"TypeError: Failed to execute 'queueMicrotask' on 'Window': parameter 1 is not of type 'Function'.",
			}},
		{"no argument", `try { queueMicrotask() } catch (e) { console.log(String(e)) }`,
			[]string{"TypeError: Failed to execute 'queueMicrotask' on 'Window': 1 argument required, but only 0 present."}},
		{"Promise is replaced", `Promise = null; queueMicrotask(() => console.log('ran'))`, []string{"ran"}},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.want, newPage(t).run(t, c.script)) })
	}
}
