package runtime_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/eventloop"
	"github.com/sockhost/sockhost/runtime"
)

func BenchmarkNew(b *testing.B) {
	loop, err := eventloop.New()
	require.NoError(b, err)
	defer loop.Close()
	for b.Loop() {
		runtime.New(loop, runtime.Options{}).Close()
	}
}

func BenchmarkGuarded(b *testing.B) {
	for name, body := range map[string]string{
		"new Uint8Array": "new Uint8Array(buffer)",
		"join":           "list.join()",
		"slice":          "list.slice()",
		"apply":          "f.apply(null, list)",
		"stringify":      "JSON.stringify(list)",
	} {
		b.Run(name, func(b *testing.B) {
			h := newHost(b)
			h.run(b, "var buffer = new ArrayBuffer(64), list = [1, 2, 3, 4]; function f() {}"+
				"function run(n) { for (let i = 0; i < n; i++) "+body+" }")
			b.ReportAllocs()
			require.True(b, h.Call("run", h.function(b, "run"), h.VM().ToValue(b.N)))
		})
	}
}

// The pass over the syntax tree is a small part of compiling.
func BenchmarkCompile(b *testing.B) {
	var src strings.Builder
	for _, c := range hoistCases {
		src.WriteString("(function () {" + c.code + "\n});\n")
	}
	large := strings.Repeat(src.String(), 50)
	b.SetBytes(int64(len(large)))
	for b.Loop() {
		_, err := runtime.Compile("large.js", large)
		require.NoError(b, err)
	}
}

// What an import costs when it is used, and what it takes to load a module.
func BenchmarkModule(b *testing.B) {
	b.Run("use", func(b *testing.B) {
		h := newHost(b)
		require.NoError(b, h.RunModule("main.js", site("-- main.js --\nimport { f } from './lib.js'; globalThis.run = function (n) { for (let i = 0; i < n; i++) f() }\n-- lib.js --\nexport function f() {}")))
		require.True(b, h.Call("run", h.function(b, "run"), h.VM().ToValue(b.N)))
	})
	b.Run("use of its own", func(b *testing.B) {
		h := newHost(b)
		require.NoError(b, h.RunModule("main.js", site("-- main.js --\nfunction f() {} globalThis.run = function (n) { for (let i = 0; i < n; i++) f() }")))
		require.True(b, h.Call("run", h.function(b, "run"), h.VM().ToValue(b.N)))
	})
	b.Run("load", func(b *testing.B) {
		var lib strings.Builder
		for i := range 500 {
			fmt.Fprintf(&lib, "export function f%d() { return [1, 2, 3].map(x => x * 2) }\n", i)
		}
		b.SetBytes(int64(lib.Len()))
		for b.Loop() {
			h := newHost(b)
			require.NoError(b, h.RunModule("main.js", site("-- main.js --\n"+lib.String())))
		}
	})
}
