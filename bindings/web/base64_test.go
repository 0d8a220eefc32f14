package web_test

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBase64(t *testing.T) {
	const (
		notLatin1  = "InvalidCharacterError: Failed to execute 'btoa' on 'Window': The string to be encoded contains characters outside of the Latin1 range."
		notEncoded = "InvalidCharacterError: Failed to execute 'atob' on 'Window': The string to be decoded is not correctly encoded."
	)
	for _, c := range []struct{ script, want string }{
		{`btoa('')`, ""},
		{`btoa('a')`, "YQ=="},
		{`btoa('ab')`, "YWI="},
		{`btoa('abc')`, "YWJj"},
		{`btoa('\x00\x80\xff')`, "AID/"},
		{`btoa(null)`, "bnVsbA=="},
		{`btoa(12)`, "MTI="},
		{`thrown(() => btoa('€'))`, notLatin1},
		{`thrown(() => btoa('\ud800'))`, notLatin1},
		{`thrown(() => btoa())`, "TypeError: Failed to execute 'btoa' on 'Window': 1 argument required, but only 0 present."},

		{`atob('')`, ""},
		{`atob('YWJj')`, "abc"},
		{`atob('YQ==')`, "a"},
		{`atob('YQ')`, "a"},
		{`atob('YWI')`, "ab"},
		{`atob(' Y W\tI\n\f\r= ')`, "ab"},
		{`atob('YR')`, "a"}, // surplus bits are dropped
		{`escape(atob('AID/'))`, "%00%80%FF"},
		{`atob(null).length`, "3"},
		{`thrown(() => atob('Y'))`, notEncoded},
		{`thrown(() => atob('YQ='))`, notEncoded},
		{`thrown(() => atob('YQ==='))`, notEncoded},
		{`thrown(() => atob('=YQ='))`, notEncoded},
		{`thrown(() => atob('Y=Q='))`, notEncoded},
		{`thrown(() => atob('===='))`, notEncoded},
		{`thrown(() => atob('YW-_'))`, notEncoded},
		{`thrown(() => atob('YWJj\u00a0'))`, notEncoded},
		{`thrown(() => atob())`, "TypeError: Failed to execute 'atob' on 'Window': 1 argument required, but only 0 present."},
		{`thrown(() => atob(Symbol()))`, "TypeError: Failed to execute 'atob' on 'Window': Cannot convert a Symbol value to a string"},
		{`(() => { try { atob('%') } catch (e) { return [e instanceof DOMException, e.code] } })()`, "[ true, 5 ]"},
	} {
		t.Run(c.script, func(t *testing.T) { require.Equal(t, c.want, value(t, c.script)) })
	}
}

// FuzzBase64 checks that atob undoes btoa, whatever white space comes between.
func FuzzBase64(f *testing.F) {
	f.Add([]byte("hello"), uint8(2))
	f.Add([]byte{0, 255, 128}, uint8(0))
	p := newPage(f)
	require.NoError(f, p.RunScript("test.js", `
		function roundTrip(bytes, at) {
			var text = String.fromCharCode.apply(null, new Uint8Array(bytes)), encoded = btoa(text)
			var spaced = encoded.slice(0, at) + ' \n' + encoded.slice(at)
			return atob(spaced) === text && atob(encoded.replace(/=/g, '')) === text ? encoded : 'not the same'
		}`))
	roundTrip := function(f, p, "roundTrip")
	f.Fuzz(func(t *testing.T, b []byte, at uint8) {
		got, err := roundTrip(nil, buffer(p, string(b)), p.VM().ToValue(at))
		require.NoError(t, err)
		require.Equal(t, base64.StdEncoding.EncodeToString(b), got.String())
	})
}
