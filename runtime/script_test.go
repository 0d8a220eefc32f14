package runtime_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/runtime"
)

// scriptError runs src as app.js, which must fail with a *ScriptError.
func scriptError(t *testing.T, h *host, src string) *runtime.ScriptError {
	t.Helper()
	var e *runtime.ScriptError
	require.ErrorAs(t, h.RunScript("app.js", src), &e)
	return e
}

func TestSyntaxErrors(t *testing.T) {
	for _, c := range []struct{ src, want, caret string }{
		{"a b", "app.js:1:3: SyntaxError: Unexpected identifier", "a b\n  ^"},
		{"var x = {\n  a: 1,\n\tb 2\n}", "app.js:3:4: SyntaxError: Unexpected number", "\tb 2\n\t  ^"},
		{"if (", "app.js:1:5: SyntaxError: Unexpected end of input", "if (\n    ^"},
		{"var s = 'é€𝄞' x", "app.js:1:15: SyntaxError: Unexpected identifier", "var s = 'é€𝄞' x\n              ^"},
		{"'open", "app.js:1:1: SyntaxError: Invalid or unexpected token", "'open\n^"},
		{"let q; let q", "app.js:1:12: SyntaxError: Identifier 'q' has already been declared", "let q; let q\n           ^"},
		{"1;\n/(/", "app.js:2:1: SyntaxError: Unterminated group", "/(/\n^"},
		{"\n import a from 'a'", "app.js:2:2: SyntaxError: Cannot use import outside a module", " import a from 'a'\n ^"},
		{"export default 1", "app.js:1:1: SyntaxError: Cannot use export outside a module", "export default 1\n^"},
		{"return 1", "app.js:1:1: SyntaxError: Illegal return statement", "return 1\n^"},
		{"caf\xe9", "app.js: the script is not valid UTF-8", ""},
		{"#00!var[...0(", "app.js:1:2: SyntaxError: Syntax error \"0\"", "#00!var[...0(\n ^"},
	} {
		t.Run(c.src, func(t *testing.T) {
			e := scriptError(t, newHost(t), c.src)
			require.Equal(t, c.want, e.Error())
			require.Equal(t, c.caret, e.Caret())
			require.Empty(t, e.Stack)
		})
	}
}

func TestThrownErrors(t *testing.T) {
	for _, c := range []struct{ name, src, want, caret, stack string }{
		{"nested functions", "function f() {\n  null.x;\n}\nfunction g() { f() }\ng();",
			"app.js:2:8: TypeError: Cannot read property 'x' of undefined", "  null.x;\n       ^",
			"\n    at f (app.js:2:8)\n    at g (app.js:4:17)\n    at app.js:5:2"},
		{"through a native function", "[1].map(function () { throw new Error(3) })",
			"app.js:1:29: Error: 3", "[1].map(function () { throw new Error(3) })\n" + strings.Repeat(" ", 28) + "^",
			"\n    at app.js:1:29\n    at app.js:1:8"},
		{"eval", "eval('(function g() { throw new Error(1) })()')",
			"app.js:1:5: Error: 1", "eval('(function g() { throw new Error(1) })()')\n    ^",
			"\n    at g (<eval>:1:23)\n    at <eval>:1:38\n    at app.js:1:5"},
		{"getter", "var o = { get a() { throw new Error('getter') } }; o.a",
			"app.js:1:27: Error: getter", "var o = { get a() { throw new Error('getter') } }; o.a\n" + strings.Repeat(" ", 26) + "^",
			"\n    at a (app.js:1:27)\n    at app.js:1:54"},
		{"constructor", "function X() { throw new TypeError('x') }\nnew X",
			"app.js:1:22: TypeError: x", "function X() { throw new TypeError('x') }\n" + strings.Repeat(" ", 21) + "^",
			"\n    at X (app.js:1:22)\n    at app.js:2:1"},
		{"after characters of several bytes", "var é = 'é€'; null.x",
			"app.js:1:20: TypeError: Cannot read property 'x' of undefined", "var é = 'é€'; null.x\n" + strings.Repeat(" ", 19) + "^",
			"\n    at app.js:1:24"},
		{"in a hoisted function", "if (true) { function f() { null.x } }\nf()",
			"app.js:1:33: TypeError: Cannot read property 'x' of undefined", "if (true) { function f() { null.x } }\n" + strings.Repeat(" ", 32) + "^",
			"\n    at f (app.js:1:33)\n    at app.js:2:2"},
		{"text", "throw 'text'", "app.js:1:1: text", "throw 'text'\n^", "\n    at app.js:1:1"},
		{"undefined", "throw undefined", "app.js:1:1: undefined", "throw undefined\n^", "\n    at app.js:1:1"},
		{"cause", "throw new Error('top', { cause: new TypeError('below') })",
			"app.js:1:7: Error: top", "throw new Error('top', { cause: new TypeError('below') })\n      ^",
			"\n    at app.js:1:7\nCaused by: TypeError: below\n    at app.js:1:33"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := scriptError(t, newHost(t), c.src)
			require.Equal(t, c.want, e.Error())
			require.Equal(t, c.caret, e.Caret())
			require.Equal(t, c.stack, e.Stack)
		})
	}
}

// An error in another script than the one that runs has no source line.
func TestThrownInAnotherScript(t *testing.T) {
	h := newHost(t)
	require.NoError(t, h.RunScript("lib.js", "function f() { null.x }"))
	e := scriptError(t, h, "\nf()")
	require.Equal(t, "lib.js:1:21: TypeError: Cannot read property 'x' of undefined", e.Error())
	require.Empty(t, e.Caret())
}

func TestScriptsShareTheirTopLevel(t *testing.T) {
	h := newHost(t)
	require.NoError(t, h.RunScript("a.js", "let a = 1; const b = 2; class C {} var d = 4; function e() { return 5 } if (true) { function f() { return 6 } }"))
	require.NoError(t, h.RunScript("b.js", "a++; out(a, b, typeof C, d, e(), f(), window.d, self.a, global === globalThis)"))
	require.Equal(t, "2 2 function 4 5 6 4 undefined true", h.out())
	require.ErrorContains(t, h.RunScript("c.js", "let a"), "has already been declared")
}

func TestScriptBeginnings(t *testing.T) {
	h := newHost(t)
	h.run(t, "#!/usr/bin/env sockhost\nout(1)")
	h.run(t, "\ufeffout(2)")
	h.run(t, "")
	require.Equal(t, "1; 2", h.out())
}

// The file that a sourceMappingURL comment names is not opened: a broken map
// there changes nothing.
func TestSourceMapsAreNotRead(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "app.js.map")
	require.NoError(t, os.WriteFile(file, []byte("not a source map"), 0o600))
	h := newHost(t)
	comment := "\n//# sourceMappingURL=" + file
	require.NoError(t, h.RunScript(filepath.Join(dir, "app.js"), "out(1)"+comment))
	h.VM().Set("comment", comment)
	h.run(t, "eval('out(2)' + comment); new Function('out(3)' + comment)()")
	require.Equal(t, "1; 2; 3", h.out())
}
