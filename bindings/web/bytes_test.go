package web_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/sockhost/sockhost/bindings/web"
)

func TestBytes(t *testing.T) {
	p := newPage(t)
	for _, c := range []struct {
		script string
		want   []byte
		ok     bool
	}{
		{`new Uint8Array([1, 2, 3]).buffer`, []byte{1, 2, 3}, true},
		{`new Uint8Array([1, 2, 3]).subarray(1)`, []byte{2, 3}, true},
		{`new DataView(new Uint8Array([1, 2, 3]).buffer, 1, 1)`, []byte{2}, true},
		{`new Uint16Array([1, 2])`, []byte{1, 0, 2, 0}, true},
		{`new Float32Array(1)`, []byte{0, 0, 0, 0}, true},
		{`new BigInt64Array(1)`, make([]byte, 8), true},
		{`new Uint8ClampedArray([300])`, []byte{255}, true},
		{`Object.setPrototypeOf(new ArrayBuffer(1), null)`, []byte{0}, true},
		{`(() => { var v = new Uint8Array(2); structuredClone(v.buffer, { transfer: [v.buffer] }); return v })()`, nil, true},
		{`(() => { var v = new DataView(new ArrayBuffer(2)); structuredClone(v.buffer, { transfer: [v.buffer] }); return v })()`, nil, true},
		{`[1, 2]`, nil, false},
		{`({ byteLength: 2, buffer: new ArrayBuffer(2), [Symbol.toStringTag]: 'DataView' })`, nil, false},
		{`'text'`, nil, false},
		{`null`, nil, false},
		{`new Set([1])`, nil, false},
	} {
		t.Run(c.script, func(t *testing.T) {
			v, err := p.VM().RunString(c.script)
			require.NoError(t, err)
			got, ok := web.Bytes(p.VM(), v)
			require.Equal(t, c.ok, ok)
			require.True(t, bytes.Equal(c.want, got), "%v", got)
		})
	}
	t.Run("not copied", func(t *testing.T) {
		v, err := p.VM().RunString(`var shared = new Uint8Array(2); shared`)
		require.NoError(t, err)
		b, _ := web.Bytes(p.VM(), v)
		b[1] = 7
		require.Equal(t, []string{"Uint8Array(2) [ 0, 7 ]"}, p.run(t, `console.log(shared)`))
	})
	t.Run("a Go slice", func(t *testing.T) {
		_, ok := web.Bytes(p.VM(), p.VM().ToValue([]uint16{1}))
		require.False(t, ok)
	})
}
