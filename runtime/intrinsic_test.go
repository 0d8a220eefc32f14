package runtime_test

import (
	"strings"
	"testing"

	"github.com/dop251/goja"
	"github.com/stretchr/testify/require"
)

// Whatever a script does first, the host has the function of the engine.
func TestIntrinsic(t *testing.T) {
	for _, script := range []string{
		`Array.isArray = function () { return 'replaced' }`,
		`Array = {isArray() { return 'replaced' }}`,
		`var Array = {isArray() { return 'replaced' }}`,
		`function Array() {} Array.isArray = () => 'replaced'`,
		`globalThis['Arr' + 'ay'] = {isArray() { return 'replaced' }}`,
		`var name = 'Arr' + 'ay'; globalThis[name] = {isArray() { return 'replaced' }}`,
		`[].constructor.isArray = () => 'replaced'`,
		`[].__proto__.constructor.isArray = () => 'replaced'`,
		`\u0041rray.isArray = () => 'replaced'`,
		`eval('Arr' + 'ay.isArray = () => "replaced"')`,
		`new (function () {}.constructor)('Arr' + 'ay.isArray = () => "replaced"')()`,
		`for (var k in {isArray: 1}) { let {['constructor']: c} = []; c[k] = () => 'replaced' }`,
	} {
		h := newHost(t)
		f := h.Intrinsic("Array", "isArray")
		h.run(t, script)
		require.Equal(t, "true", f.Call(goja.FunctionCall{Arguments: []goja.Value{h.VM().NewArray()}}).String(), script)
		h.run(t, `out(globalThis.Array.isArray([]))`)
		require.Equal(t, []string{"replaced"}, h.outs, script)
	}
}

// What scripts can reach is guarded before they can.
func TestGuardedWhenReached(t *testing.T) {
	for _, script := range []string{
		`'x'.repeat(2 ** 40)`,
		`'x'['rep' + 'eat'](2 ** 40)`,
		`var name = 'rep' + 'eat'; 'x'[name](2 ** 40)`,
		`var name = 'rep' + 'eat', {[name]: f} = 'x'; f.call('x', 2 ** 40)`,
		"'x'[`rep${'eat'}`](2 ** 40)",
		`new ArrayBuffer(2 ** 45)`,
	} {
		err := newHost(t).RunScript("app.js", script)
		require.ErrorContains(t, err, "RangeError", script)
	}
}

// A source that names nothing of the engine's leaves it as it is.
func TestUnreached(t *testing.T) {
	h := newHost(t)
	found := false
	h.IntrinsicAt(func() *goja.Object {
		found = true
		return h.VM().NewObject()
	})
	h.run(t, `var list = ['a', 1], o = {a: 1}; function f(x) { return x + 'text' } out(f(list[0]), list['1']); class A { m() {} } new A().m()`)
	require.Equal(t, []string{"atext 1"}, h.outs)
	require.False(t, found)
	h.run(t, `JSON`)
	require.True(t, found)
}

func TestReachingLargeSource(t *testing.T) {
	h := newHost(t)
	h.run(t, strings.Repeat("var count = 1;\n", 10_000)+"out(count)")
	require.Equal(t, []string{"1"}, h.outs)
}
